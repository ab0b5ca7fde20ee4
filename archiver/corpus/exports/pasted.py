"""A case as text copied from the window, and as the two-space text of a phone (design formats.md §7.4, §8)."""

from archiver.corpus.exports import rows
from archiver.corpus.labelled import LabelledCase, Said


def write_clipboard(case: LabelledCase) -> bytes:
    """Return the lines with whole dates. QQ's tips stand without a name, only receipts with a time."""
    return "".join(_copied(case, said) for said in case.messages).encode()


def _copied(case: LabelledCase, said: Said) -> str:
    if said.receipt:
        return f"{said.at:%H:%M:%S} 对方已成功接收文件“{said.receipt}”\n"
    if rows.is_system(said):
        return ""
    time = f"{said.at.year}/{said.at.month}/{said.at.day} {said.at.hour}:{said.at:%M:%S}"
    return f"{case.accounts[said.by].name}  {time}\n{_shown(said)}\n"


def _shown(said: Said) -> str:
    token = next((token for carried, token in (
        (said.file, "[文件]"), (said.image, "[图片]"), (said.voice, "[语音]"), (said.video, "[视频]"),
        (said.sticker, "[表情]"), (said.card, "[分享]"), (said.call, "[语音通话]"),
        (said.forward is not None, "[聊天记录]"), (said.transfer is not None, "[QQ转账]请使用新版手机QQ查看。"),
        (said.redpacket, "[QQ红包]请使用新版手机QQ查收红包。"),
    ) if carried), "")  # fmt: skip
    return token if said.redpacket or said.transfer is not None or said.call else token + said.text


def write_android_txt(case: LabelledCase) -> bytes:
    """Return the text: no ids, of QQ's notices only recalls, sizes only of files from the other side."""
    told = (_row(case, said) for said in case.messages if not rows.is_system(said) or rows.recalled_letter(said))
    return "".join(told).encode()


def _row(case: LabelledCase, said: Said) -> str:
    letter = rows.recalled_letter(said)
    name = case.accounts[letter].uin if letter else case.accounts[said.by].name
    if letter:
        text = f"{name}撤回了一条消息"
    elif said.file and said.by == case.own:
        text = f"/storage/emulated/0/Download/{said.file.name}|0|0|1"
    else:
        text = f"{said.file.name}|{said.file.size}|0|0" if said.file else _shown(said)
    return f"{said.at:%Y-%m-%d %H:%M:%S}  {name}\n{text}\n\n"

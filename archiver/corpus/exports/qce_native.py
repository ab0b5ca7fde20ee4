"""The elements that QQ itself makes of a message, as generation B repeats them beside its own (formats.md §5)."""

import json

from archiver.corpus.exports import qce_file as qce
from archiver.corpus.exports import rows
from archiver.corpus.exports.rows import Json
from archiver.corpus.labelled import LabelledCase, Said


def native_code(said: Said) -> int:
    """Return the kind of a message as QQ itself counts it."""
    if rows.is_system(said):
        return 5
    if said.transfer is not None or said.redpacket:
        return 10
    table = ((said.file, 3), (said.voice, 6), (said.video, 7), (said.forward is not None, 8), (said.reply_to, 9),
             (said.card, 11), (said.sticker, 17))  # fmt: skip
    return next((code for carried, code in table if carried), 2)


def native_elements(case: LabelledCase, said: Said) -> list[Json]:
    """Return `rawMessage.elements` of generation B (NapCat's words)."""
    if rows.is_system(said):
        return [{"elementType": 8, "grayTipElement": native_tip(case, said)}]
    if said.transfer is not None or said.redpacket:
        return [{"elementType": 9, "walletElement": wallet(said)}]
    elements: list[Json] = []
    quoted = qce.quoted_by(case, said)
    if quoted:
        reply: dict[str, Json] = {
            "sourceMsgIdInRecords": quoted.id,
            "replayMsgId": quoted.id,
            "senderNick": quoted.name,
        }
        reply |= {"replayMsgSeq": str(quoted.said.n), "replyMsgTime": str(rows.epoch_ms(case, quoted.said) // 1000)}
        elements.append(
            {"elementType": 7, "replyElement": reply | {"sourceMsgTextElems": [{"textElemContent": quoted.text}]}}
        )
    elements += _media(said)
    if said.forward is not None:
        elements.append(
            {"elementType": 16, "multiForwardMsgElement": {"resId": f"res{said.n}", "xmlContent": said.forward_title}}
        )
    if said.card:
        ark = json.dumps({"prompt": said.card if isinstance(said.card, str) else ""}, ensure_ascii=False)
        elements.append({"elementType": 10, "arkElement": {"bytesData": ark}})
    if said.sticker:
        elements.append({"elementType": 37, "marketFaceElement": {"faceName": "[开心]"}})
    if said.text:
        elements.append({"elementType": 1, "textElement": {"content": said.text, "atType": 0}})
    return elements


def _media(said: Said) -> list[Json]:
    media = rows.media(said)
    if media is None:
        return []
    kind, name, size = media
    if kind == "file":
        return [{"elementType": 3, "fileElement": {"fileName": name, "fileSize": str(size), "fileMd5": rows.md5(said)}}]
    if kind == "image":
        element: dict[str, Json] = {"fileName": name, "fileSize": str(size), "md5HexStr": name[:32].lower()}
        return [{"elementType": 2, "picElement": element}]
    if kind == "audio":
        return [{"elementType": 4, "pttElement": {"fileName": name, "fileSize": str(size), "duration": said.voice}}]
    return [{"elementType": 5, "videoElement": {"fileName": name, "fileSize": str(size)}}]


def native_tip(case: LabelledCase, said: Said) -> dict[str, Json]:
    """Return the notice that QQ shows as a row of its own."""
    letter = rows.recalled_letter(said)
    if letter:
        operator = {"operatorUid": rows.uid(case, letter), "operatorNick": case.accounts[letter].name}
        revoke: dict[str, Json] = {**operator, "isSelfOperate": letter == case.own, "wording": ""}
        revoke |= {"origMsgSenderUid": operator["operatorUid"], "origMsgSenderNick": operator["operatorNick"]}
        return {"subElementType": 1, "revokeElement": revoke}
    if said.receipt:
        return {"subElementType": 10, "fileReceiptElement": {"fileName": said.receipt}}
    return {
        "subElementType": 17,
        "jsonGrayTipElement": {"jsonStr": json.dumps({"txt": rows.system_sentence(case, said)})},
    }


def wallet(said: Said) -> dict[str, Json]:
    """Return the payload of a transfer or red packet."""
    shown = rows.money(said)
    if said.transfer is not None:
        faces = (f"向你转账{shown}元", "[转账]你收到一笔转账", "QQ转账", 1)
    else:
        faces = (said.text or "恭喜发财", f"[QQ红包]{said.text or '恭喜发财'}", "QQ红包", 2)
    title, notice, under, code = faces
    side: dict[str, Json] = {"title": title, "notice": notice, "subTitle": under}
    return {"msgType": code, "receiver": side, "sender": dict(side), "billNo": f"9000{said.n:08d}"}

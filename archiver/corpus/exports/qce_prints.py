"""A case as the TXT, XLSX and chunked JSONL of qq-chat-exporter v5 (design formats.md §5.7–5.9)."""

import io
import json
import zipfile

from archiver.corpus.exports import qce_file as qce
from archiver.corpus.exports import rows
from archiver.corpus.exports.qce_generations import message_c
from archiver.corpus.exports.qce_native import native_code
from archiver.corpus.exports.rows import Json
from archiver.corpus.labelled import LabelledCase, Said

_LOCAL = "%Y-%m-%d %H:%M:%S"
_BAR = "=" * 47
_EXPORTED = "2026-01-05 10:00:00"
_STAMP = (2026, 1, 5, 10, 0, 0)


def write_txt(case: LabelledCase) -> bytes:
    """Return the text: no ids, sizes or digests; a receipt is `[10]`, any other notice its number."""
    first, last = (said.at.strftime(_LOCAL) for said in (case.messages[0], case.messages[-1]))
    front = [
        "[QQChatExporter V5 / https://github.com/shuakami/qq-chat-exporter]", "[本软件是免费的开源项目]", "", _BAR,
        "           QQ聊天记录导出文件", _BAR, "", f"聊天名称: {case.title}",
        f"聊天类型: {'群聊' if case.kind == 'group' else '私聊'}", f"导出时间: {_EXPORTED}",
        f"消息总数: {len(case.messages)}", f"时间范围: {first} - {last}",
    ]  # fmt: skip
    body = "\n\n\n".join(["\n".join(front), *(_row(case, said) for said in case.messages)])
    total = f"总计导出 {len(case.messages)} 条消息\n导出时间: {_EXPORTED}"
    return f"{body}\n\n\n{_BAR}\n              导出完成\n{_BAR}\n{total}".encode()


def _content(case: LabelledCase, said: Said) -> str:
    if rows.is_system(said):
        return f"[{qce.gray_tip(said)}]"
    return qce.whole_text(case, said) or "[无文本内容]"


def _name(case: LabelledCase, said: Said) -> str:
    return "0" if rows.is_system(said) else case.accounts[said.by].name


def _row(case: LabelledCase, said: Said) -> str:
    lines = [f"{_name(case, said)}:", f"时间: {said.at.strftime(_LOCAL)}", f"内容: {_content(case, said)}"]
    media = None if rows.is_system(said) else rows.media(said)
    if media:
        lines += ["资源: 1 个文件", f"  - {media[0]}: {media[1]}"]
    quoted = None if rows.is_system(said) else qce.quoted_by(case, said)
    if quoted:
        lines.append(f"回复: {quoted.said.at.strftime('%m-%d %H:%M')} {quoted.name} - {quoted.text}")
    return "\n".join(lines)


def write_xlsx(case: LabelledCase) -> bytes:
    """Return the workbook: numbers and exact sizes, neither message ids nor digests."""
    from openpyxl import Workbook  # noqa: PLC0415 - heavy, and needed for this format alone

    book = Workbook(write_only=True)
    talk = book.create_sheet("聊天记录")
    talk.append(["序号", "时间", "发送者", "发送者QQ号", "消息类型", "消息内容", "是否撤回", "资源数量"])
    files: list[list[str | int]] = []
    for said in case.messages:
        media = None if rows.is_system(said) else rows.media(said)
        uin = "0" if rows.is_system(said) else case.accounts[said.by].uin
        name, time = _name(case, said), said.at.strftime(_LOCAL)
        content = _content(case, said) + (f" [{media[0]}: {media[1]}]" if media else "")
        talk.append([said.n, time, name, uin, f"type_{native_code(said)}", content, "否", 1 if media else 0])
        if media:
            files.append([len(files) + 1, time, name, uin, *media, ""])
    statistics = book.create_sheet("统计信息")
    statistics.append(["消息总数", len(case.messages)])
    senders = book.create_sheet("发送者统计")
    senders.append(["排名", "发送者", "QQ号", "UID", "消息数量", "占比(%)"])
    for rank, (letter, account) in enumerate(case.accounts.items(), 1):
        senders.append([rank, account.name, account.uin, rows.uid(case, letter), 0, "0"])
    listed = book.create_sheet("资源列表")
    listed.append(["序号", "时间", "发送者", "发送者QQ号", "资源类型", "文件名", "大小(字节)", "URL"])
    for file in files:
        listed.append(file)
    stream = io.BytesIO()
    book.save(stream)
    return stream.getvalue()


def write_jsonl(case: LabelledCase) -> bytes:
    """Return the folder of chunks as a ZIP, a hundred messages a chunk, generation C."""
    whole = qce.document(case, "QQChatExporter V5", "5.5.77", message_c)
    whole.pop("messages")
    members: dict[str, bytes] = {}
    chunks: list[Json] = []
    for number, at in enumerate(range(0, max(len(case.messages), 1), 100), 1):
        part = case.messages[at : at + 100]
        name = f"chunks/c{number:06}.jsonl"
        lines = (json.dumps(message_c(case, said), ensure_ascii=False, separators=(",", ":")) for said in part)
        members[name] = "".join(f"{line}\n" for line in lines).encode()
        chunks.append({"index": number, "fileName": name[7:], "relativePath": name, "count": len(part),
                       "bytes": len(members[name])})  # fmt: skip
    whole["chunked"] = {"format": "jsonl", "chunksDir": "chunks", "chunkFileExt": ".jsonl", "chunks": chunks}
    return packed({"manifest.json": json.dumps(whole, ensure_ascii=False, indent=2).encode(), **members})


def packed(members: dict[str, bytes]) -> bytes:
    """Return files as a ZIP that is the same for the same files."""
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in members.items():
            archive.writestr(zipfile.ZipInfo(name, _STAMP), data, zipfile.ZIP_DEFLATED)
    return stream.getvalue()

"""Real pictures, and exports that carry them: an MHT file and an exporter's folder."""

import hashlib
import json
from base64 import b64encode
from io import BytesIO
from pathlib import Path

from PIL import Image

HIDDEN = "SECRET-PLACE-31.2304N"
"""Stands in what a file holds beside its pixels: it must never leave."""
_EDGE = "----=_NextPart_0A1B2C3D_4E5F6071.82939495A6B7"


def picture(form: str, size: tuple[int, int] = (640, 400), colour: tuple[int, int, int] = (180, 40, 40)) -> bytes:
    """Return a file of a format, with a place and a comment in what it holds beside its pixels."""
    image = Image.new("RGB", size, colour)
    for at in range(0, min(size), 7):
        image.putpixel((at, at), (0, 0, 255))
    written = BytesIO()
    exif = Image.Exif()
    exif[0x010E] = HIDDEN
    match form:
        case "JPEG":
            image.save(written, form, exif=exif, comment=HIDDEN.encode())
        case "GIF":
            image.save(written, form, save_all=True, append_images=[Image.new("RGB", size, "white")], comment=HIDDEN)
        case _:
            image.save(written, form, exif=exif)
    return written.getvalue()


def mht(folder: Path, rows: list[tuple[str, str | bytes]]) -> Path:
    """Write a private talk with 山雀 as the message manager's MHT; a row of bytes is a picture inside the file."""
    parts, lines = "", ""
    for at, (name, said) in enumerate(rows):
        colour = "#42B475" if name == "山雀" else "#006EFE"
        if isinstance(said, bytes):
            guid = f"{{{at:08X}-1111-4222-8333-444455556666}}.dat"
            body = f'<IMG src="{guid}">'
            parts += (
                f"--{_EDGE}\r\nContent-Type:image/jpeg\r\nContent-Transfer-Encoding:base64\r\n"
                f"Content-Location:{guid}\r\n\r\n{b64encode(said).decode()}\r\n\r\n"
            )
        else:
            body = f"<font>{said}</font>"
        lines += (
            f"<tr><td><div style=color:{colour};padding-left:10px;><div style=float:left;margin-right:6px;>{name}</div>"
            f"{9 + at // 60}:{at % 60:02}:00</div><div style=padding-left:20px;>{body}</div></td></tr>\r\n"
        )
    front = "".join(
        f"<tr><td><div style=padding-left:10px;>{line}</div></td></tr>"
        for line in ("<br><b>消息记录</b>", "消息分组:我的好友", "消息对象:糯米团", "&nbsp;")
    )
    edge = "border-bottom-width:1px;border-bottom-color:#8EC3EB;border-bottom-style:solid;"
    day = f"<tr><td style={edge}>日期: 2024-03-05</td></tr>"
    head = (
        "From: <Save by Tencent MsgMgr>\r\nSubject: Tencent IM Message\r\nMIME-Version: 1.0\r\n"
        'Content-Type:multipart/related;\r\n\tcharset="utf-8"\r\n\ttype="text/html";\r\n'
        f'\tboundary="{_EDGE}"\r\n\r\n--{_EDGE}\r\nContent-Type: text/html\r\nContent-Transfer-Encoding:7bit\r\n\r\n'
        '<html><head><meta http-equiv="Content-Type" content="text/html; charset=UTF-8" /></head><body><table>'
    )
    export = folder / "和糯米团的聊天.mht"
    tail = "</table></body></html>\r\n\r\n"
    export.write_bytes(f"{head}{front}{day}\r\n{lines}{tail}{parts}--{_EDGE}--".encode())
    return export


def exporter_folder(folder: Path, pictures: list[tuple[str, bytes | None]]) -> Path:
    """Write a talk in chunks as the exporter does; each picture is a message, its bytes (if any) under resources/."""
    export = folder / "导出"
    (export / "chunks").mkdir(parents=True)
    (export / "resources" / "images").mkdir(parents=True)
    lines = []
    for at, (name, content) in enumerate(pictures, 1):
        md5 = hashlib.md5(content or name.encode(), usedforsecurity=False).hexdigest()
        if content is not None:
            (export / "resources" / "images" / f"{md5}_{name}").write_bytes(content)
        lines.append(json.dumps(_message(at, name, md5), ensure_ascii=False))
    (export / "chunks" / "c000001.jsonl").write_text("\n".join(lines) + "\n", "utf-8")
    (export / "manifest.json").write_text(json.dumps(_manifest(len(lines)), ensure_ascii=False, indent=2), "utf-8")
    return export


def _message(at: int, name: str, md5: str) -> dict[str, object]:
    return {
        "id": str(7600000000000000000 + at), "seq": str(1000 + at), "timestamp": 1735660800000 + at * 1000,
        "time": f"2025-01-01 00:00:{at:02}", "type": "type_1", "recalled": False, "system": False,
        "sender": {"uid": "u_Peer0000000000000000aa", "uin": "9000010001", "name": "山雀"},
        "content": {
            "text": f"[图片: {name}]", "html": "", "mentions": [],
            "elements": [{"type": "image", "data": {"filename": name, "size": 20480, "md5": md5, "url": ""}}],
            "resources": [],
        },
    }  # fmt: skip


def _manifest(count: int) -> dict[str, object]:
    return {
        "metadata": {"name": "QQChatExporter V5 / https://github.com/shuakami/qq-chat-exporter", "version": "5.5.77"},
        "chatInfo": {
            "name": "山雀", "type": "private", "selfUid": "u_self", "selfUin": "9000010002", "selfName": "江河",
        },
        "statistics": {"totalMessages": count},
        "chunked": {
            "format": "jsonl", "chunksDir": "chunks", "chunkFileExt": ".jsonl", "maxMessagesPerChunk": 100,
            "chunks": [
                {"index": 1, "fileName": "c000001.jsonl", "relativePath": "chunks/c000001.jsonl", "count": count}
            ],
        },
    }  # fmt: skip

"""A case as the message manager's MHT (design formats.md §4), with what that format drops."""

import base64
import html

from archiver.corpus.exports import rows, txt_classic
from archiver.corpus.labelled import LabelledCase, Said

_BOUNDARY = "----=_NextPart_0A1B2C3D_4E5F6071.82939495A6B7"
_FONT = "<font style=\"font-size:10pt;font-family:'宋体','MS Sans Serif',sans-serif;\" color='000000'>"
_DAY = "<tr><td style=border-bottom-width:1px;border-bottom-color:#8EC3EB;border-bottom-style:solid;>日期: {}</td></tr>"
_PIXEL = base64.b64decode("R0lGODlhAQABAIAAAAAAAP///ywAAAAAAQABAAACAUwAOw==")


def write(case: LabelledCase) -> bytes:
    """Return the file: a part of rows and one for every picture."""
    front = "".join(
        f"<tr><td><div style=padding-left:10px;>{line}</div></td></tr>"
        for line in ("<br><b>消息记录</b>", f"消息分组:{'我的QQ群' if case.kind == 'group' else '我的好友'}",
                     f"消息对象:{_escaped(case.title)}", "&nbsp;")
    )  # fmt: skip
    lines = [
        f'<html><head><meta http-equiv="Content-Type" content="text/html; charset=UTF-8" /></head><body><table>{front}'
    ]
    day = ""
    for said in case.messages:
        row = _row(case, said)
        if row is None:
            continue
        if said.t[:10] != day:
            day = said.t[:10]
            mark = _DAY.format(day)
            if len(lines) == 1:
                lines[0] += mark
            else:
                lines.append(mark)
        lines.append(row)
    head = (
        "From: <Save by Tencent MsgMgr>\r\nSubject: Tencent IM Message\r\nMIME-Version: 1.0\r\n"
        'Content-Type:multipart/related;\r\n\tcharset="utf-8"\r\n\ttype="text/html";\r\n'
        f'\tboundary="{_BOUNDARY}"\r\n\r\n--{_BOUNDARY}\r\nContent-Type: text/html\r\n'
        "Content-Transfer-Encoding:7bit\r\n\r\n"
    )
    body = "\r\n".join(lines) + "\r\n</table></body></html>\r\n\r\n"
    return (head + body + "".join(_picture(said) for said in case.messages if said.image) + f"--{_BOUNDARY}--").encode()


def _row(case: LabelledCase, said: Said) -> str | None:
    row = txt_classic.row(case, said)
    if row is None:
        return None
    name, text = row
    own = said.by == case.own or bool(said.receipt)
    colour = "#42B475" if own else "#006EFE"
    said_html = f"{_FONT}{_escaped(text)}</font>" if text else ""
    if said.image:
        words = f"{_FONT}{_escaped(said.text)}</font>" if said.text else ""
        said_html = f'<IMG src="{_guid(said)}.dat">{words}'
    return (
        f"<tr><td><div style=color:{colour};padding-left:10px;><div style=float:left;margin-right:6px;>{_escaped(name)}"
        f"</div>{said.at.hour}:{said.at:%M:%S}</div><div style=padding-left:20px;>{said_html}</div></td></tr>"
    )


def _escaped(text: str) -> str:
    """Escape as QQ does: a line break is a tag, and `>` the word that no browser knows."""
    plain = html.escape(text, quote=False).replace('"', "&quot;").replace("&gt;", "&get;")
    return plain.replace("\r\n", "\n").replace("\n", "<br>")


def _guid(said: Said) -> str:
    name = rows.media_name(said, "")
    return f"{{{name[:8]}-{name[8:12]}-{name[12:16]}-{name[16:20]}-{name[20:]}}}"


def picture(said: Said) -> bytes:
    """Return the picture of a message, another one for each."""
    return _PIXEL + said.n.to_bytes(4, "big")


def _picture(said: Said) -> str:
    data = base64.b64encode(picture(said)).decode()
    return (
        f"--{_BOUNDARY}\r\nContent-Type:image/jpeg\r\nContent-Transfer-Encoding:base64\r\n"
        f"Content-Location:{_guid(said)}.dat\r\n\r\n{data}\r\n\r\n"
    )

"""The smallest pieces of the HTML form: strangers' words, names and times as inert markup."""

from base64 import b64encode
from html import escape

from reports.dossier import File
from reports.formats.flat import alt_words, annex_words, caption
from reports.page import Moment, Speaker, Text, stamp
from reports.visible import is_harmless, pieces
from reports.words import size

_STYLE_TAGS = {"strong": "strong", "code": "code", "small": "small"}


def shown(text: str) -> str:
    """Return strangers' text as markup: escaped, hidden characters drawn, line ends kept apart by kind."""
    if is_harmless(text):
        return escape(text).replace("\n", "<br>")
    parts = []
    for piece in pieces(text):
        body = escape(piece.text)
        if piece.mark:
            parts.append(f'<span class="mark">{body}</span>')
        else:
            parts.append(body.replace("\r\n", '<br class="crlf">').replace("\n", "<br>"))
    return "".join(parts)


def file_words(file: File) -> str:
    """Return a file with its annex, its size, its digests and whether the export kept it."""
    annex = f'<b class="annex">{shown(annex_words(file))}</b>　' if file.annex else ""
    digests = "".join(f" <code>{shown(digest)}</code>" for digest in (file.sha256, file.md5) if digest)
    kept = "" if file.saved else "（导出时未保存该文件）"
    name = f' <bdi class="as-printed">{shown(file.name)}</bdi>' if file.name else ""
    return f"{annex}{shown(file.kind)}{name}，{shown(size(file))}{kept}{digests}"


def picture_words(file: File) -> str:
    """Return the small copy of a picture as an image within the page, or one line that tells why there is none."""
    said = caption(file)
    if file.picture is None:
        return f'<p class="unshown">{shown(said)}</p>' if said else ""
    pixels = b64encode(file.picture.jpeg).decode("ascii")
    return (
        f'<figure class="shot"><img src="data:image/jpeg;base64,{pixels}" width="{file.picture.width}" '
        f'height="{file.picture.height}" loading="lazy" alt="{escape(alt_words(file))}">'
        f"<figcaption>{shown(said)}</figcaption></figure>"
    )


def text_words(word: Text) -> str:
    """Return words in their style."""
    body = shown(word.text)
    match word.style:
        case "plain":
            return body
        case "label":
            return f'<span class="weight">{body}</span>'
        case "blank":
            return '<span class="blank" role="img" aria-label="待填写"></span>'
        case "basis":
            return f'<small class="basis">{body}</small>'
        case "name":
            return f'<bdi class="as-printed">{body}</bdi>'
        case _:
            tag = _STYLE_TAGS[word.style]
            return f"<{tag}>{body}</{tag}>"


def speaker_words(who: Speaker) -> str:
    """Return a label and a name as printed, the name kept from steering its surroundings; a pseudonym once."""
    label = f"<b>{shown(who.label)}</b> " if who.label not in {"", who.name} else ""
    return f'<span class="who">{label}<bdi class="name">{shown(who.name)}</bdi></span>'


def time_words(moment: Moment) -> str:
    """Return a local time with its offset."""
    return f'<time datetime="{moment.at.isoformat()}">{stamp(moment.at)}</time>'

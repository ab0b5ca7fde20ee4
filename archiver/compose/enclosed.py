"""The files that an export carries with its talk: in its folder, in its archive, or inside an MHT file."""

from collections.abc import Iterable, Iterator, Mapping
from typing import Final
from urllib.parse import unquote

from archiver.digests import digest_all
from archiver.intake.opened import Opened
from parsers import mht_parts
from parsers.formats import mht
from parsers.message import Attachment
from parsers.source import ArchiveSource, Source, SourceError

_MEDIA: Final = "/resources/"
"""The folder in which exporters keep pictures, voice and files, where the talk does not say under which name."""


class Enclosed:
    """What one export encloses. Holds names and an MHT's list of pictures once they were asked for, never bytes."""

    def __init__(self, opened: Opened) -> None:
        self._opened = opened
        self._pictures: dict[str, mht_parts.Picture] | None = None
        self._all: Mapping[str, Source] | None = None
        self._kept: dict[str, list[Source]] | None = None
        self._folded: dict[str, list[Source]] | None = None

    def find(self, one: Attachment) -> Source | None:
        """Return the file that a row speaks of, None where the export holds none; never one outside the export.

        A path that the row prints decides, as it stands or as pages write it (`%E5%9B%BE.png`). Without one, a file of
        the export's media folder is taken by its MD5, or, where the row tells none, by its whole name if only one file
        bears it.
        """
        try:
            if not one.path:
                return self._told(one)
            paths = dict.fromkeys((one.path, unquote(one.path)))
            return next((found for path in paths if "\0" not in path and (found := self._under(path))), None)
        except SourceError:
            return None

    def _under(self, path: str) -> Source | None:
        if self._opened.path.is_dir():
            root = self._opened.path.resolve()
            inside = (root / plain_path(path)).resolve()
            if inside.is_relative_to(root) and inside.is_file():
                return Source.open(inside)
        elif self._opened.transcript.format == mht.NAME:
            return self._in_mht(path)
        elif found := self._members().get(plain_path(path)):
            return found
        return self._below(plain_path(path))

    def _below(self, plain: str) -> Source | None:
        """Return the file in the folder that holds the whole export: people pack or give the folder around it."""
        if self._folded is None:
            self._folded = {}
            for name, source in self._members().items():
                self._folded.setdefault(name.partition("/")[2], []).append(source)
        found = self._folded.get(plain, ())
        return found[0] if len(found) == 1 else None

    def _in_mht(self, name: str) -> Source | None:
        whole = Source.open(self._opened.path)
        if self._pictures is None:
            self._pictures = dict(mht_parts.pictures(whole))
        picture = self._pictures.get(name)
        if picture is None:
            return None
        return _Part(name, picture.size, whole, picture)

    def _told(self, one: Attachment) -> Source | None:
        if not one.name:
            return None
        name = _last(one.name).casefold()
        kept = self._media()
        if one.md5:
            md5 = one.md5.casefold()
            return next(_with_md5(md5, (*kept.get(name, ()), *kept.get(md5, ()))), None)
        same = [source for source in kept.get(name, ()) if _last(source.name).casefold() == name]
        return same[0] if len(same) == 1 else None

    def _media(self) -> Mapping[str, list[Source]]:
        """Return the files of the media folder by their names, and by what exporters join in a name: MD5_name.jpg."""
        if self._kept is None:
            self._kept = {}
            for path, source in self._members().items():
                last = _last(path).casefold()
                for key in {last, last.partition(".")[0], *last.split("_", 1)} if _MEDIA in f"/{path}" else ():
                    self._kept.setdefault(key, []).append(source)
        return self._kept

    def _members(self) -> Mapping[str, Source]:
        if self._all is None:
            whole = Source.open(self._opened.path)
            packed = self._opened.path.is_dir() or isinstance(whole, ArchiveSource)
            self._all = whole.members() if packed else {}
        return self._all


class _Part(Source, frozen=True):
    """A picture inside an MHT file, unpacked each time it is read: a talk may hold thousands."""

    whole: Source
    picture: mht_parts.Picture

    def chunks(self, start: int = 0, end: int | None = None) -> Iterator[bytes]:
        """Read the unpacked bytes in one piece."""
        yield mht_parts.extract(self.whole, self.picture)[start:end]


def plain_path(path: str) -> str:
    """Return a printed path with `/`, relative to the export."""
    return path.replace("\\", "/").lstrip("/").removeprefix("./")


def _last(path: str) -> str:
    return path.replace("\\", "/").rpartition("/")[2]


def _with_md5(md5: str, found: Iterable[Source]) -> Iterator[Source]:
    wanted = (f"md5:{md5}",)
    return (source for source in found if digest_all(source.chunks(), ("md5",))[1] == wanted)

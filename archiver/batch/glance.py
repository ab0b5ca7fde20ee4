"""A look at a part of one large export, so that a group of ten million messages is work for many.

An export above LARGE is cut at message heads. Each part is looked at wherever there is a worker, which reads no more of
the file than that part and its front; one more worker digests the whole. What they saw, joined in order, is what one
look at the whole sees; where a part does not read alone, the whole is looked at instead.
"""

import hashlib
from collections.abc import Callable, Iterable, Iterator
from typing import Final, Literal, Self

from msgspec import Struct
from msgspec.structs import replace

from archiver.batch.look import Gathered, Look, Sight, look
from archiver.batch.places import UrlSource, local
from archiver.batch.pool import Failure, Workers
from archiver.intake.opened import Zone, record_format
from parsers import Source, SourceError, identify
from parsers.format import ChatFormat
from parsers.formats import FORMATS
from parsers.ranges import Part, cut, read_part

LARGE: Final = 64 * 1024 * 1024
"""Bytes of a part, and from twice which on an export is cut: some 800,000 messages of a TXT, ten seconds' work."""


class Glance(Struct, frozen=True):
    """What to look at: a whole file, its digest alone (`face`), or one part of it; `place` is where its bytes lie."""

    sight: Sight
    want: Literal["whole", "face", "part"] = "whole"
    place: str = ""
    format: str = ""
    part: Part | None = None


Seen = Look | Gathered


def glance(asked: Glance) -> Seen:
    """Look. Raises as `look` does, and UnevenError for a part that does not read alone."""
    if asked.want == "whole":
        return look(asked.sight)
    source = source_at(asked.place)
    found = asked.sight.found
    if asked.part is None:
        running = hashlib.sha256()
        for chunk in source.chunks():
            running.update(chunk)
        digest = f"sha256:{running.hexdigest()}"
        return Look(found.label, found.path, found.intake, digest, source.size, asked.format)
    gathered = Gathered(Zone(asked.sight.zone, declared=True))
    for event in read_part(source, _taker(asked.format), asked.part):
        gathered.meet(event)
    return gathered


def source_at(place: str) -> Source:
    """Return the bytes at a path or URL; of a URL only what is read is fetched."""
    path = local(place)
    return UrlSource.at(place) if path is None else Source.open(path)


def glances(sight: Sight, place: str, large: int = LARGE) -> tuple[Glance, ...]:
    """Return what it takes to look at a file: one glance, or its face and its parts in order."""
    path = local(place)
    whole = (Glance(sight),)
    if path is not None and (not path.is_file() or path.stat().st_size < 2 * large):
        return whole
    try:
        source = source_at(place)
        if source.size < 2 * large or record_format(source) is not None:
            return whole
        taker = identify(source)
        parts = cut(source, taker, taker.parse(source).encoding, source.size // large)
    except (SourceError, OSError):
        return whole  # which tells what is wrong with it
    if len(parts) < 2:
        return whole
    rest = (Glance(sight, "part", place, taker.NAME, part) for part in parts)
    return (Glance(sight, "face", place, taker.NAME), *rest)


class Glancing:
    """Workers that look at files, large ones part by part. `place` tells where a file's bytes lie for them."""

    def __init__(
        self, workers: Workers[Glance, Seen], large: int = LARGE, place: Callable[[Sight], str] | None = None
    ) -> None:
        self._workers = workers
        self._large = large
        self._place = place or (lambda sight: sight.found.path)

    def __enter__(self) -> Self:
        self._workers.__enter__()
        return self

    def __exit__(self, *told: object) -> None:
        self._workers.__exit__(*told)

    def spread(self, sights: Iterable[Sight]) -> Iterator[tuple[Sight, Look | Failure]]:
        """Yield each file with what was seen of it, in the order in which that is known."""
        held: dict[str, dict[int, Seen | Failure]] = {}
        wanted: dict[str, tuple[Glance, ...]] = {}
        uneven: list[Sight] = []

        def asked() -> Iterator[Glance]:
            for sight in sights:
                every = glances(sight, self._place(sight), self._large)
                if len(every) > 1:
                    wanted[sight.found.label] = every
                yield from every

        for one, seen in self._workers.spread(asked()):
            label = one.sight.found.label
            if one.want == "whole":
                yield one.sight, _whole(seen)
                continue
            every = wanted[label]
            so_far = held.setdefault(label, {})
            so_far[every.index(one)] = seen
            if len(so_far) == len(every):
                joined = _joined([so_far[number] for number in range(len(every))])
                del held[label], wanted[label]
                if joined is None:
                    uneven.append(one.sight)
                else:
                    yield one.sight, joined
        for one, seen in self._workers.spread(Glance(sight) for sight in uneven):
            yield one.sight, _whole(seen)


def _whole(seen: Seen | Failure) -> Look | Failure:
    assert not isinstance(seen, Gathered)
    return seen


def _joined(seen: list[Seen | Failure]) -> Look | None:
    """Return the look that a face and the parts come to; None where one failed or they are not of one talk."""
    face, first, *rest = seen
    if not isinstance(face, Look) or not isinstance(first, Gathered):
        return None
    if not all(isinstance(later, Gathered) and first.join(later) for later in rest):
        return None
    return replace(face, chats=first.told())


def _taker(name: str) -> ChatFormat:
    return next(one for one in FORMATS if name == one.NAME)

"""The trained reader: a linear model over hashed features, as a judge beside the rules.

Each act has a weight vector of its own; a message's score is the logistic of the sum of its features' weights. Why it
is linear, and what it was compared with, stands in its card (`archiver/model/CARD.md`).
"""

from collections import defaultdict, deque
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import lru_cache
from math import log
from typing import Final
from zlib import crc32

import numpy as np
from msgspec import Struct, field
from msgspec.structs import replace
from numpy.typing import NDArray

from archiver.analysis.borders import settle
from archiver.analysis.candidate import Candidate, as_money, parted
from archiver.analysis.cues import Around, Bundle, Cue, Expected, Heard, bundles, runs_ahead
from archiver.analysis.finding import Act, Amount, Due, Mood
from archiver.analysis.grams import runs_of_all, up_to
from archiver.analysis.loose_dues import loose_due
from archiver.analysis.quoted_all import all_quoted
from archiver.analysis.reading import Reading, Sum, Timed
from archiver.analysis.set_dates import set_by
from archiver.analysis.talk import Line

_MIXER: Final = np.uint64(0x9E3779B97F4A7C15)
"""Multiplying by 2**64 / φ spreads neighbouring numbers over the high bits (Knuth, TAOCP 6.4)."""
NEARLY: Final = 0.97
"""Of two days in one message, the one of a rule below this share of the better rule's precision is left out."""
OUTSPOKEN: Final = frozenset(
    ("refusals.never_agreed", "refusals.openly", "money.received_sum", "money.come_in", "money.rest")
)
"""Rules of a no in so many words (我从未同意, 驳回), of a sum received and one still owed: they stand, however odd."""
_REACH: Final = 10
"""How many messages back the other side's last word is looked for."""
_REMEMBERED: Final = 1 << 14
"""How many names and texts are kept with what they weigh."""
_PRICED: Final[frozenset[Act]] = frozenset(
    ("quote", "payment", "payment_request", "refund_request", "payment_refusal", "revision_limit")
)
_SURE = 700.0
_MARGIN: Final = 1e-6
"""How far below the bound of a chance a raw score must lie for its chance to be below, whatever was rounded."""


class ActModel(Struct, frozen=True):
    """Weights of every act for every bucket of hashed features.

    `weights` is float32 of shape (2**bits, acts); `slopes` and `shifts` turn the raw score of each act into a
    calibrated probability. Each act has its own: what few messages are scores lower than it should.
    """

    acts: tuple[Act, ...]
    bits: int
    weights: NDArray[np.float32]
    slopes: NDArray[np.float64] = field(default_factory=lambda: np.ones(1))
    shifts: NDArray[np.float64] = field(default_factory=lambda: np.zeros(1))

    def scores(self, found: Iterable[Cue]) -> NDArray[np.float64]:
        """Return the probability of each act, in the order of `acts`.

        Summed row by row in double precision: no matrix product, whose order of additions differs between machines.
        """
        return self.probabilities(self.weigh(found))

    def weigh(self, found: Iterable[Cue]) -> NDArray[np.float64]:
        """Return the raw score of each act: the sum of the features' weights."""
        buckets, values = hashed(found, self.bits)
        return _added(self.weights[buckets] * values[:, None])

    def weigh_runs(self, cue: Cue) -> NDArray[np.float64]:
        """Return what the runs of one text add to the raw scores."""
        rows = self.weights.take(_buckets_of_runs(cue, self.bits), axis=0)
        return _added(rows if cue.value == 1 else rows * np.float32(cue.value))

    def weigh_all_runs(self, found: Sequence[Cue]) -> NDArray[np.float64]:
        """Return what `weigh_runs` does for each of several texts, bit by bit the same; none of them is empty."""
        places: dict[str, int] = {}
        owners = [places.setdefault(cue.text, len(places)) for cue in found]
        hashes, bounds = runs_of_all(tuple(places))
        starts = bounds[owners, 0]
        counts = bounds[owners, [cue.longest for cue in found]] - starts
        begins = np.cumsum(counts) - counts
        places_of = np.arange(counts.sum()) + np.repeat(starts - begins, counts)
        marks = np.array([crc32(cue.name.encode()) for cue in found], dtype=np.uint64)
        mixed = (hashes[places_of] ^ np.repeat(marks, counts)) * _MIXER
        rows = self.weights.take((mixed >> np.uint64(64 - self.bits)).view(np.int64), axis=0)
        rows *= np.repeat(np.array([cue.value for cue in found], dtype=np.float32), counts)[:, None]
        summed: NDArray[np.float64] = np.add.reduceat(rows, begins, axis=0, dtype=np.float64)
        return summed

    def least_raw(self, chance: float) -> NDArray[np.float64]:
        """Return for each act a raw score below which it is less likely than `chance`; -inf where none tells."""
        if not 0 < chance < 1 or np.any(self.slopes <= 0):
            return np.full(len(self.acts), -np.inf)
        return np.broadcast_to((log(chance / (1 - chance)) - self.shifts) / self.slopes - _MARGIN, len(self.acts))

    def probabilities(self, raw: NDArray[np.float64]) -> NDArray[np.float64]:
        """Return the calibrated probabilities of raw scores."""
        probability: NDArray[np.float64] = raw * -self.slopes
        probability -= self.shifts
        # exp holds no more; the answer is 0 or 1 there anyway. As np.clip, which takes twice as long on so few.
        np.maximum(probability, -_SURE, out=probability)
        np.minimum(probability, _SURE, out=probability)
        np.exp(probability, out=probability)
        probability += 1.0
        return np.divide(1.0, probability, out=probability)


def _added(rows: NDArray[np.float32]) -> NDArray[np.float64]:
    total: NDArray[np.float64] = np.add.reduce(rows, axis=0, dtype=np.float64)
    return total


def hashed(found: Iterable[Cue], bits: int) -> tuple[NDArray[np.int64], NDArray[np.float32]]:
    """Return bucket and strength of each feature: the same buckets for the same names on every machine."""
    names: list[int] = []
    strengths: list[float] = []
    parts: list[NDArray[np.int64]] = []
    values: list[NDArray[np.float32]] = []
    for cue in found:
        if cue.text:
            parts.append(_buckets_of_runs(cue, bits))
            values.append(np.full(len(parts[-1]), cue.value, dtype=np.float32))
        else:
            names.append(_bucket(cue.name, bits))
            strengths.append(cue.value)
    parts.append(np.array(names, dtype=np.int64))
    values.append(np.array(strengths, dtype=np.float32))
    return np.concatenate(parts), np.concatenate(values)


def _buckets_of_runs(cue: Cue, bits: int) -> NDArray[np.int64]:
    mixed = (up_to(cue.text, cue.longest) ^ np.uint64(crc32(cue.name.encode()))) * _MIXER  # wraps around silently
    return (mixed >> np.uint64(64 - bits)).view(np.int64)  # far below the sign's bit


@lru_cache(maxsize=_REMEMBERED)
def _bucket(name: str, bits: int) -> int:
    return (crc32(name.encode()) * int(_MIXER) % (1 << 64)) >> (64 - bits)


class Scorer:
    """Scores by one model, remembering what texts weigh: every text of a talk is looked at several times.

    The scores are those of the model but for the order of additions in double precision, the same on every machine.
    """

    def __init__(self, model: ActModel) -> None:
        self._model = model
        self._bundles = lru_cache(maxsize=_REMEMBERED)(lambda bundle: self._weigh_names(bundle.cues))
        self._runs = lru_cache(maxsize=_REMEMBERED)(model.weigh_runs)
        self._ahead: dict[Cue, NDArray[np.float64]] = {}
        self._behind: dict[Cue, NDArray[np.float64]] = {}

    def expect(self, found: Iterable[Cue]) -> None:
        """Weigh texts that will be asked for soon, all at once; those of the last such call stay known."""
        self._behind = self._ahead
        texts = dict.fromkeys(found)
        new = [cue for cue in texts if cue not in self._behind]
        self._ahead = {cue: self._behind[cue] for cue in texts if cue in self._behind}
        if new:
            self._ahead |= dict(zip(new, self._model.weigh_all_runs(new), strict=True))

    def _weight(self, cue: Cue) -> NDArray[np.float64]:
        weight = self._ahead.get(cue)
        if weight is None:
            weight = self._behind.get(cue)
        return self._runs(cue) if weight is None else weight

    def scores(self, found: Iterable[Cue | Bundle]) -> NDArray[np.float64]:
        """Return the probability of each act, in the order of the model's acts."""
        return self._model.probabilities(self.raw(found))

    def raw(self, found: Iterable[Cue | Bundle]) -> NDArray[np.float64]:
        """Return the raw score of each act, in the order of the model's acts."""
        raw = np.zeros(len(self._model.acts))
        bundled, weight = self._bundles, self._weight
        rest: list[Cue] = []
        for one in found:
            if isinstance(one, Bundle):
                raw += bundled(one)
            elif one.text:
                raw += weight(one)
            else:
                rest.append(one)
        if rest:
            raw += self._weigh_names(rest)
        return raw

    def _weigh_names(self, found: Sequence[Cue]) -> NDArray[np.float64]:
        bits = self._model.bits
        rows = self._model.weights.take([_bucket(cue.name, bits) for cue in found], axis=0)
        strengths = [cue.value for cue in found]
        if strengths.count(1) < len(strengths):
            rows *= np.array(strengths, dtype=np.float32)[:, None]
        return _added(rows)


class History:
    """The last words of each chat, for the features that look around a message."""

    def __init__(self) -> None:
        self._chats: defaultdict[str, deque[Heard]] = defaultdict(lambda: deque(maxlen=_REACH))

    def around(self, reading: Reading, after: Line | None) -> Around:
        """Return the talk around a message."""
        own = None
        for heard in reversed(self._chats[reading.line.chat]):
            if reading.index - heard.number > _REACH:
                break
            if heard.role != reading.role or heard.account != reading.line.account:
                return Around(heard, own, after)
            own = own or heard
        return Around(None, own, after)

    def note(self, reading: Reading, acts: Iterable[Act]) -> None:
        """Remember a message with what was found in it."""
        line = reading.line
        told = tuple(sorted(set(acts)))
        heard = Heard(reading.index, reading.role, line.account, reading.speech.strip(), line.kind, told, reading.ask)
        self._chats[line.chat].append(heard)

    def told(self) -> dict[str, tuple[Heard, ...]]:
        """Return what is remembered of each chat."""
        return {chat: tuple(heard) for chat, heard in self._chats.items()}

    def recall(self, told: Mapping[str, tuple[Heard, ...]]) -> None:
        """Remember what another history told."""
        for chat, heard in told.items():
            self._chats[chat].extend(heard)


class TrainedJudge:
    """Weighs what the rules propose against the trained reader, and adds what only the reader sees.

    A candidate's confidence becomes the calibrated probability of its act. From `sure` on it is a finding, down to
    `least` a suggestion; below, nothing is reported at all.
    """

    out_of_place = 0.25

    def __init__(self, model: ActModel, sure: float, least: float) -> None:
        self.sure = sure
        self._model = model
        self._scorer = Scorer(model)
        self._least = least
        self._least_raw = model.least_raw(least)
        self._history = History()

    def anew(self) -> "TrainedJudge":
        """Return a judge of the same mind that remembers no talk."""
        return TrainedJudge(self._model, self.sure, self._least)

    def told(self) -> dict[str, tuple[Heard, ...]]:
        """Return what is remembered of each chat."""
        return self._history.told()

    def recall(self, told: Mapping[str, tuple[Heard, ...]]) -> None:
        """Remember what another judge told."""
        self._history.recall(told)

    def expect(self, messages: Iterable[Expected]) -> None:
        """Weigh the words of messages that will be weighed soon, all at once."""
        self._scorer.expect(cue for one in messages for cue in runs_ahead(one))

    def weigh(
        self, reading: Reading, candidates: tuple[Candidate, ...], after: Line | None = None
    ) -> tuple[Candidate, ...]:
        """Return the acts that are likely enough, with the words, dates and sums that the rules found for them."""
        candidates, told = parted(candidates)
        kept = settle(reading, candidates)
        raw = self._scorer.raw(bundles(reading, candidates, kept, self._history.around(reading, after), told))
        if not told and not _outspoken(kept) and not np.count_nonzero(raw >= self._least_raw):
            self._history.note(reading, ())
            return ()  # nothing is likely enough, as in most messages
        scores = self._model.probabilities(raw)
        found = tuple(self._weighed(reading, candidates, kept, scores))
        self._history.note(reading, (one.act for one in found if one.confidence >= self.sure))
        return (*found, *self._heard(told, scores)) if told else found

    def _heard(self, told: tuple[Candidate, ...], scores: NDArray[np.float64]) -> Iterator[Candidate]:
        """Yield the answers that were told with their message: they stand, however unusual the reader finds them."""
        chances = dict(zip(self._model.acts, scores.tolist(), strict=True))
        for one in told:
            chance = chances[one.act]
            yield replace(one, confidence=round(max(chance, one.confidence), 3), model=round(chance, 3))

    def _weighed(
        self,
        reading: Reading,
        candidates: tuple[Candidate, ...],
        kept: tuple[Candidate, ...],
        scores: NDArray[np.float64],
    ) -> Iterator[Candidate]:
        """Yield the acts that are likely enough or outspoken; `kept` are the candidates that stand."""
        outspoken = _outspoken(kept)
        for act, chance in zip(self._model.acts, scores.tolist(), strict=True):
            score = max(chance, self.sure) if act in outspoken else chance
            if score < self._least:
                continue
            told = [one for one in kept if one.act == act] or [one for one in candidates if one.act == act][:1]
            told = _foremost(told) or list(read_alone(reading, act))
            for one in _distinct(_completed(reading, act, told)):
                yield replace(one, confidence=round(score, 3), model=round(chance, 3))


def _outspoken(kept: Iterable[Candidate]) -> set[Act]:
    """Return the acts that stand, however odd the reader finds them."""
    return {one.act for one in kept if one.rule in OUTSPOKEN}


def _foremost(told: list[Candidate]) -> list[Candidate]:
    """Return the candidates that came from rules nearly as good as the best of them.

    A message often names more days than it sets (30号只够出效果图 施工图挪到3号); the better rule knows which.
    """
    best = max((one.confidence for one in told), default=0.0)
    return [one for one in told if one.due is None or one.confidence >= NEARLY * best]


def _completed(reading: Reading, act: Act, told: list[Candidate]) -> list[Candidate]:
    """Return the days that a message sets and the sums that it quotes, from those that were found in it."""

    def dated(timed: Timed) -> Candidate:
        return replace(told[0], start=timed.start, end=timed.end, due=timed.due, rule=None)

    def priced(found: Sum) -> Candidate:
        return replace(told[0], start=found.start, end=found.end, amount=as_money(found.amount))

    if act == "deadline" and told:
        return set_by(reading, told, dated)
    return all_quoted(reading, told, priced) if act == "quote" else told


def _distinct(told: Iterable[Candidate]) -> Iterator[Candidate]:
    """Yield candidates of one act without those that two rules found with the same date or the same sum."""
    seen: list[tuple[Due | None, Amount | None, int | None]] = []
    for one in told:
        said = (one.due, one.amount, one.start if one.act == "quote" and one.amount else None)
        if said not in seen:
            seen.append(said)
            yield one


def read_alone(reading: Reading, act: Act) -> Iterator[Candidate]:
    """Yield an act that no rule found, on the speaker's words, with each date or sum that it needs."""
    words = reading.text
    start, end = len(words) - len(words.lstrip()), len(words.rstrip())
    if start >= end:
        yield Candidate(act, None, None, None, 0.0)
        return
    base = Candidate(act, start, end, None, 0.0, mood=_mood(reading), condition=reading.condition(end))
    if act == "deadline":
        yield from _dated(base, reading)
    elif act in _PRICED:
        yield from _priced(base, reading)
    else:
        yield base


def _mood(reading: Reading) -> Mood:
    asked = any("question" in clause.features for clause in reading.clauses)
    return "asked" if asked else "said"


def _dated(base: Candidate, reading: Reading) -> Iterator[Candidate]:
    dated = [timed for timed in reading.times if timed.due is not None]
    for timed in [one for one in dated if not one.past] or dated[:1]:
        yield replace(base, start=timed.start, end=timed.end, due=timed.due)
    if not dated:
        loose = loose_due(reading.text, reading.line.at)
        yield replace(base, due=loose or Due(text=reading.line.text[base.start : base.end], vague=True))


def _priced(base: Candidate, reading: Reading) -> Iterator[Candidate]:
    """Yield one candidate a sum for a quote, each on its own words; any other act takes the first sum."""
    sums = [found for found in reading.sums if found.amount.kind != "number"] or list(reading.sums[:1])
    taken = sums if base.act == "quote" else sums[:1]
    for found in taken:
        start, end = (found.start, found.end) if len(taken) > 1 else (base.start, base.end)
        yield replace(base, start=start, end=end, amount=as_money(found.amount))
    if not taken:
        yield base

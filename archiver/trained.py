"""The trained reader as it ships: its weights, its card, its digest."""

import hashlib
import io
from functools import cache
from pathlib import Path
from typing import Final, get_args

import msgspec
import numpy as np
from msgspec import Struct

from archiver.analysis.classify import ActModel, TrainedJudge
from archiver.analysis.finding import Act
from archiver.digests import digest
from archiver.errors import CaseError

FOLDER: Final = Path(__file__).parent / "model"
WEIGHTS: Final = "acts.npz"
CARD: Final = "card.json"


class Card(Struct, frozen=True):
    """What must be known of a trained reader to use it and to judge it.

    `sure` is the probability from which a finding is reported as one, `least` that of a suggestion. `corpus` is the
    digest of what it learnt from, `scores` its F1 per label on dev, `platform` where it was made bit for bit.
    `weights` is the digest of the weights that it belongs to, empty on cards older than that field.
    """

    sure: float
    least: float
    slopes: tuple[float, ...]
    shifts: tuple[float, ...]
    bits: int
    acts: tuple[Act, ...]
    corpus: str
    platform: str
    talks: int
    scores: dict[str, float]
    weights: str = ""


def pack(model: ActModel) -> bytes:
    """Return the weights as a file: only the rows that hold one, as 16-bit floats; the same model, the same bytes."""
    used = np.flatnonzero(np.abs(model.weights).max(axis=1) > 2e-3)
    stream = io.BytesIO()
    np.savez_compressed(stream, rows=used.astype(np.uint32), weights=model.weights[used].astype(np.float16))
    return stream.getvalue()


def unpack(content: bytes, card: Card) -> ActModel:
    """Return the model of a weights file and its card."""
    with np.load(io.BytesIO(content), allow_pickle=False) as stored:
        weights = np.zeros((1 << card.bits, len(card.acts)), dtype=np.float32)
        weights[stored["rows"]] = stored["weights"].astype(np.float32)
    return ActModel(card.acts, card.bits, weights, np.array(card.slopes), np.array(card.shifts))


@cache
def _shipped() -> tuple[ActModel, Card]:
    card = read_card()
    content = (FOLDER / WEIGHTS).read_bytes()
    if card.weights not in {"", digest(content)}:
        raise CaseError("模型的权重与说明卡不是一次训练写出的", "请再运行一次 juzheng train，或重新安装 juzheng")
    return unpack(content, card), card


def judge() -> TrainedJudge:
    """Return a fresh judge with the shipped reader.

    Raises CaseError where the installation lacks it.
    """
    model, card = _shipped()
    return TrainedJudge(model, card.sure, card.least)


def read_card() -> Card:
    """Return the card of the shipped reader. Raises CaseError where the installation lacks it or is of another age."""
    try:
        card = msgspec.json.decode((FOLDER / CARD).read_bytes(), type=Card)
    except (OSError, msgspec.DecodeError) as error:
        raise CaseError("安装里缺少训练好的模型，或模型与程序版本不符", "请重新安装 juzheng") from error
    if set(card.acts) - set(get_args(Act)):
        raise CaseError("模型与程序版本不符", "请重新安装 juzheng")
    return card


@cache
def model_digest() -> str:
    """Return the digest of weights and card together."""
    digest = hashlib.sha256()
    for name in (WEIGHTS, CARD):
        digest.update(hashlib.sha256((FOLDER / name).read_bytes()).digest())
    return f"sha256:{digest.hexdigest()}"

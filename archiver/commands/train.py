"""`juzheng train`: makes the trained reader again from the corpus."""

import hashlib
import platform
from collections.abc import Sequence
from pathlib import Path

import click
import msgspec
from msgspec.structs import replace

from archiver.analysis.classify import ActModel, TrainedJudge
from archiver.corpus.act_scores import ActScore
from archiver.corpus.collection import read_cases
from archiver.corpus.training import calibrate, talks, train
from archiver.digests import digest
from archiver.durable import publish
from archiver.errors import CaseError
from archiver.evaluation import evaluate_case
from archiver.trained import CARD, FOLDER, WEIGHTS, Card, pack, unpack

_LEAST = 0.15
_STEPS = tuple(step / 100 for step in range(20, 51, 2))


@click.command(short_help="用标注语料重新训练模型")
@click.argument("corpus", type=click.Path(exists=True, file_okay=False, path_type=Path))
@click.option(
    "-o",
    "--output",
    type=click.Path(file_okay=False, path_type=Path),
    default=FOLDER,
    help="放在哪个文件夹（默认随程序）。",
)
def command(corpus: Path, output: Path) -> None:
    """用语料的 train 部分训练，用 dev 部分校准并选定界限，写出权重和说明卡。同样的语料得到同样的模型。"""
    try:
        learnt = talks(corpus, "train")
        model = train(learnt, lambda step: click.echo(step, err=True))
    except ImportError as error:
        raise CaseError("训练需要 scikit-learn 和 PyYAML", "请运行：pip install juzheng[train]") from error
    model = calibrate(model, talks(corpus, "dev"))
    card = Card(
        sure=0.0, least=_LEAST, slopes=tuple(model.slopes.tolist()), shifts=tuple(model.shifts.tolist()),
        bits=model.bits, acts=model.acts,
        corpus=_digest(corpus), platform=f"{platform.system()} {platform.machine()}", talks=len(learnt), scores={},
    )  # fmt: skip
    weights = pack(model)
    shipped = unpack(weights, card)
    sure, score = _threshold([(step, _score(corpus, shipped, step)) for step in _STEPS])
    scores = {act: round(tally.f1, 3) for act, tally in sorted(score.acts.items())}
    card = replace(
        card,
        sure=sure,
        weights=digest(weights),
        scores={"micro": round(score.micro.f1, 3), "macro": round(score.macro(), 3), **scores},
    )
    output.mkdir(parents=True, exist_ok=True)
    publish(output / WEIGHTS, weights)
    publish(output / CARD, msgspec.json.format(msgspec.json.encode(card), indent=1) + b"\n")
    click.echo(f"模型已写出：{output}，dev micro F1 {score.micro.f1:.3f}，界限 {sure}", err=True)


def _threshold(scored: Sequence[tuple[float, ActScore]]) -> tuple[float, ActScore]:
    """Return the best threshold on dev, of several as good the highest.

    The highest that is nearly as good lost: it cost two points of recall on talk of new hands.
    """
    return max(scored, key=lambda found: (found[1].micro.f1, found[0]))


def _score(corpus: Path, model: ActModel, sure: float) -> ActScore:
    cases = read_cases(corpus, "dev")
    return sum((evaluate_case(case, judge=TrainedJudge(model, sure, _LEAST)).acts for case in cases), ActScore())


def _digest(corpus: Path) -> str:
    digest = hashlib.sha256()
    for path in sorted([*corpus.glob("*.yaml"), *corpus.glob("exchanges/*.txt"), *corpus.glob("*.toml")]):
        digest.update(path.name.encode() + b"\0" + hashlib.sha256(path.read_bytes()).digest())
    return f"sha256:{digest.hexdigest()}"

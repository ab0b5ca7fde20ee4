"""`juzheng evaluate`: how well a labelled corpus is read."""

import sys
from pathlib import Path

import click
import msgspec

from archiver import revision, trained
from archiver.corpus.act_scores import OFTEN, ActScore
from archiver.corpus.collection import Part, read_cases
from archiver.corpus.ledger_scores import LedgerScore, Share, Tally
from archiver.evaluation import Evaluation, add_up, evaluate_case
from archiver.outlet import put
from archiver.progress import watched
from archiver.revision import Difference
from reports.visible import visible


@click.command(short_help="在标注语料上打分")
@click.argument("corpus", type=click.Path(exists=True, file_okay=False, path_type=Path))
@click.option("--part", type=click.Choice(["train", "dev", "test"]), default="dev", help="哪一部分（默认 dev）。")
@click.option("--infer-roles", is_flag=True, help="不给出身份，由程序推断。")
@click.option("--rules-only", is_flag=True, help="只用规则，不用模型。")
@click.option("--against", metavar="版本", help="与 git 的某个版本相比：多找到了什么，少了什么。")
@click.option("--json", "json_file", type=click.Path(dir_okay=False, allow_dash=True), help="写成 JSON；- 为标准输出。")
def command(
    corpus: Path, part: Part, infer_roles: bool, rules_only: bool, against: str | None, json_file: str | None
) -> None:
    """逐条比对读出的行为、期限、所指、金额和台账与作者的标注，打印每个标签的精确率、召回率和 F1。

    带 --against 时只打印与那个版本的不同（身份给出，规则与模型一起）。
    """
    if against is not None:
        changed = revision.against(corpus, part, against)
        _write(changed, json_file) if json_file else _tell_difference(changed)
        return
    cases = tuple(read_cases(corpus, part))
    read = watched(cases, "评测", len(cases))
    evaluation = add_up(
        evaluate_case(case, roles_given=not infer_roles, judge=None if rules_only else trained.judge()) for case in read
    )
    if json_file:
        _write(evaluation, json_file)
        return
    _tell(evaluation)


def _write(told: Evaluation | Difference, json_file: str) -> None:
    content = msgspec.json.format(msgspec.json.encode(told), indent=1) + b"\n"
    if json_file == "-":
        sys.stdout.buffer.write(content)
    else:
        put(Path(json_file), content)


def _tell_difference(changed: Difference) -> None:
    parts = (
        ("多找到的标注", "+", changed.gained),
        ("不再找到的标注", "-", changed.lost),
        ("新的误报", "!", changed.alarms),
        ("不再误报", "~", changed.silenced),
    )
    for title, sign, acts in parts:
        click.echo(f"{title}：{len(acts)}")
        for one in acts:
            click.echo(f"  {sign} {one.case} {one.ref} {one.act} {visible(one.text)}")


def _tell(evaluation: Evaluation) -> None:
    acts = evaluation.acts
    click.echo(f"{evaluation.cases} 个案例，{evaluation.messages} 条消息\n")
    click.echo(f"{'标签':<20}{'精确':>6}{'召回':>6}{'F1':>6}{'标注数':>7}")
    for act, tally in sorted(acts.acts.items(), key=lambda item: (-(item[1].right + item[1].missed), item[0])):
        click.echo(_row(act, tally))
    click.echo(_row("micro", acts.micro))
    click.echo(f"macro（标注数 ≥ {OFTEN}）{acts.macro():.3f}")
    click.echo(f"只有建议找到的标注 {acts.suggested}")
    _tell_values(acts, evaluation.ledger)
    click.echo(
        "\n各行业 micro F1：" + "，".join(f"{trade} {one.micro.f1:.2f}" for trade, one in evaluation.by_trade.items())
    )


def _row(name: str, tally: Tally) -> str:
    found, wanted = tally.right + tally.extra, tally.right + tally.missed
    precision = tally.right / found if found else 0.0
    recall = tally.right / wanted if wanted else 0.0
    return f"{name:<20}{precision:>8.3f}{recall:>8.3f}{tally.f1:>8.3f}{wanted:>8}"


def _tell_values(acts: ActScore, ledger: LedgerScore) -> None:
    shares: tuple[tuple[str, Share], ...] = (
        ("期限", acts.dues), ("所指", acts.targets), ("金额", acts.amounts),
        ("价款", ledger.price), ("义务状态", ledger.statuses), ("变更答复", ledger.changes),
    )  # fmt: skip
    tallies: tuple[tuple[str, Tally], ...] = (
        ("义务", ledger.obligations), ("付款", ledger.payments), ("交付", ledger.deliveries),
        ("未回复", ledger.silences), ("未说定", ledger.missing),
    )  # fmt: skip
    click.echo("\n" + "，".join(f"{name} {share.rate:.3f}（{share.total}）" for name, share in shares))
    click.echo("，".join(f"{name} F1 {tally.f1:.3f}" for name, tally in tallies))

"""`juzheng review`: a person's word on what the program read."""

import sys
from collections.abc import Iterable
from pathlib import Path
from typing import Final

import click

from archiver.analysis.decisions import Decision, Verdict
from archiver.case import Case
from archiver.clock import now
from archiver.compose.readings import understood_shown
from archiver.decisions import record
from archiver.durable import publish
from archiver.errors import CaseError
from archiver.refs import MessageRef
from archiver.review.desk import AMOUNT_ROLES, LONGEST_NAME, LONGEST_NOTE, Change, Desk, Wish, act_named, signed
from archiver.review.listing import Row, listed, lost, rows_of
from reports.visible import visible

_WHERE = "编号（f:…）、消息（E1-0017）或消息加行为（E1-0017:approval）"

VERBS: Final[dict[Verdict, str]] = {
    "accepted": "确认", "corrected": "改正", "rejected": "不采用", "withdrawn": "撤回决定",
}  # fmt: skip


@click.command(short_help="逐条核对读出的内容：确认、改正、不采用、补充")
@click.argument("case", type=click.Path(exists=True, file_okay=False, path_type=Path))
@click.option("--list", "only_list", is_flag=True, help="列出读出的内容、它们的编号和已有的决定。")
@click.option("--accept", "accepted", multiple=True, metavar="处", help=f"确认一处读法：{_WHERE}；可多次给出。")
@click.option("--reject", "rejected", multiple=True, metavar="处", help="不采用一处读法；可多次给出。")
@click.option("--withdraw", "withdrawn", multiple=True, metavar="处", help="撤回先前的决定；可多次给出。")
@click.option("--correct", "corrected", metavar="处", help="改正一处读法；消息里没有读出 --act 时，补充这一处。")
@click.option("--act", help="配合 --correct：应读作哪种行为；否则只看这种行为。")
@click.option("--amount", help="应读作的金额，如 300、300-500、50%；“无”为去掉。")
@click.option("--amount-role", metavar="种类", help=f"款项种类：{'、'.join(AMOUNT_ROLES)}。")
@click.option("--due", help="应读作的期限，如 2024-03-12 或 2024-03-12T15:00；“无”为去掉。")
@click.option("--target", metavar="编号", help="所答的消息；“无”为去掉。")
@click.option("--words", help="补充时只取消息里的这几个字，默认整条。")
@click.option("--ref", metavar="编号", help="只看这一条消息。")
@click.option("--note", default="", help="说明，记入台账。")
@click.option("--by", default="", metavar="名字", help="谁作的决定，记入台账。")
@click.option(
    "--sheet", type=click.Path(dir_okay=False, path_type=Path), help="写出核对表（.xlsx）；已有填好的核对表则读回。"
)
@click.option("--role", "roles", multiple=True, metavar="身份=账号", help="定下身份，如 委托方=900011002；可多次给出。")
@click.option("--same-person", "same", nargs=2, multiple=True, metavar="账号 账号", help="两个账号是同一个人。")
@click.option("--apart", multiple=True, metavar="账号", help="这个账号不再与别的账号算作同一个人。")
def command(
    case: Path,
    only_list: bool,
    accepted: tuple[str, ...],
    rejected: tuple[str, ...],
    withdrawn: tuple[str, ...],
    corrected: str | None,
    act: str | None,
    amount: str | None,
    amount_role: str | None,
    due: str | None,
    target: str | None,
    words: str | None,
    ref: str | None,
    note: str,
    by: str,
    sheet: Path | None,
    roles: tuple[str, ...],
    same: tuple[tuple[str, str], ...],
    apart: tuple[str, ...],
) -> None:  # fmt: skip
    """核对程序读出的约定、期限、同意、付款等。决定记入案卷台账，只增不删；以后重新分析时以人的决定为准。

    不带选项时逐条提问，先问没有把握的；也可以用选项直接作决定，或写成表格（--sheet）填好再读回。
    """
    change = Change(act if corrected else None, amount, amount_role, due, target, words)
    if not change.empty and corrected is None:
        raise click.UsageError("--amount、--due、--target、--words 要和 --correct 一起用。")
    wishes = (
        *(Wish(one, "accepted", note=note) for one in accepted),
        *(Wish(one, "rejected", note=note) for one in rejected),
        *(Wish(one, "withdrawn", note=note) for one in withdrawn),
        *((Wish(corrected, "corrected", change, note),) if corrected else ()),
    )
    people = bool(roles or same or apart)
    if sum(map(bool, (only_list, wishes, sheet, people))) > 1:
        raise click.UsageError("列出、决定、核对表、身份一次只做一样。")
    opened, by, note = Case.open(case), signed(by, LONGEST_NAME, "署名"), signed(note, LONGEST_NOTE, "说明")
    if people:
        _settle(opened, roles, same, apart, by, note)
    elif sheet:
        _sheet(opened, sheet, by)
    elif wishes:
        _decide(opened, wishes, by)
    elif only_list:
        _list(opened, act, ref)
    else:
        _ask(opened, act, ref, by)


def _settle(
    case: Case, roles: Iterable[str], same: tuple[tuple[str, str], ...], apart: tuple[str, ...], by: str, note: str
) -> None:
    from archiver.review import people  # noqa: PLC0415 - reads every export

    said = people.Who(tuple(map(people.role_given, roles)), same, apart)
    settled = people.settle(case, people.people_of(case), said, now(), by, note)
    click.echo(f"身份已记入 case.toml 和台账：\n{settled.settings.text()}".rstrip())
    _tell_head(case)


def _list(case: Case, act: str | None, ref: str | None) -> None:
    desk = Desk.of(case)
    for row in _chosen(desk, act, ref):
        for line in listed(row):
            click.echo(line)
    gone = tuple(lost(desk.decisions))
    if gone:
        click.echo("已作的决定里，程序现在读不出的：")
    for line in gone:
        click.echo(f"    {line}")


def _decide(case: Case, wishes: tuple[Wish, ...], by: str) -> None:
    desk = Desk.of(case)
    made = tuple(desk.decide(wish, by) for wish in wishes)
    record(case, made, now())
    for one in made:
        _tell(one, desk)
    _tell_head(case)


def _tell(one: Decision, desk: Desk) -> None:
    read = one.read or one.was
    verb = "补充" if one.verdict == "corrected" and one.was is None else VERBS[one.verdict]
    quote = f"“{visible(one.places[-1].quote or '')}”" if one.places[-1].quote else ""
    click.echo(f"{verb}：{MessageRef.parse(one.ref)} {understood_shown(read) if read else ''}{quote}（{one.finding}）")
    if one.was is None and one.verdict == "corrected":
        others = [each for each in desk.findings if each.ref == one.ref and each.status != "rejected"]
        for each in others:
            click.echo(f"    同一条消息另读作：{understood_shown(each)}（{each.id}），不对的话用 --reject {each.id}")


def _sheet(case: Case, path: Path, by: str) -> None:
    from archiver.review import sheet, sheet_back  # noqa: PLC0415 - loads the reader of workbooks

    if path.suffix.lower() != ".xlsx":
        raise CaseError(f"核对表要用 .xlsx，不是“{path.suffix or path.name}”", "换一个文件名，如 核对表.xlsx")
    if path.resolve().is_relative_to(case.root):
        raise CaseError("核对表不能放在案卷文件夹里", "放到别处；案卷里只放原件和台账")
    desk = Desk.of(case)
    rows = rows_of(desk)
    if not path.exists():
        publish(path, sheet.check_sheet(rows, case, now().isoformat(timespec="seconds")))
        click.echo(f"核对表已写出（{len(rows)} 行）：{path}")
        click.echo(f"填好“判断”等列后保存，再运行：juzheng review {case.root.name} --sheet {path.name}", err=True)
        return
    back = sheet_back.read_back(path, case, desk, rows, by)
    if back.stale:
        click.echo("提示：做表之后程序的读法有变化，这张表不是最新的；仍读得出的行照常读回。", err=True)
    record(case, back.decisions, now())
    for one in back.decisions:
        _tell(one, desk)
    click.echo(f"从核对表读回 {len(back.decisions)} 处决定。" if back.decisions else "核对表里没有新的判断。")
    _tell_head(case)


def _ask(case: Case, act: str | None, ref: str | None, by: str) -> None:
    from archiver.review.dialogue import Dialogue  # noqa: PLC0415 - asks only where it is wanted

    if hasattr(sys.stdin, "reconfigure"):
        sys.stdin.reconfigure(errors="replace")  # a pipe may bring any bytes
    desk = Desk.of(case)
    rows = _chosen(desk, act, ref)
    if act is None and ref is None:
        waiting = [row for row in rows if row.finding.decision is None]
        rows = tuple(sorted(waiting, key=lambda row: row.finding.status != "suggestion"))
    count = Dialogue(case, desk, by, now).run(rows)
    click.echo(f"记下 {count} 处决定。")
    _tell_head(case)


def _chosen(desk: Desk, act: str | None, ref: str | None) -> tuple[Row, ...]:
    wanted = act_named(act) if act else None
    if act and wanted is None:
        raise CaseError(f"不认识行为“{act[:20]}”", "用 --list 查看读出了哪些")
    line = desk.message(ref).ref if ref else None
    return tuple(
        row for row in rows_of(desk) if wanted in (None, row.finding.act) and (line is None or line in row.finding.refs)
    )


def _tell_head(case: Case) -> None:
    click.echo(f"台账首码 {case.ledger_head()}")

"""`juzheng render`: a labelled case as an export of any format."""

from pathlib import Path

import click

from archiver.corpus.exports import EXPORTS
from archiver.corpus.exports.kept import KEPT
from archiver.corpus.labelled import load_case
from archiver.errors import CaseError
from archiver.outlet import put


@click.command(short_help="把标注案例写成任一导出格式（供测试用）")
@click.argument("case", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option("--format", "name", type=click.Choice(sorted(EXPORTS)), required=True, help="导出格式。")
@click.option("-o", "--output", type=click.Path(dir_okay=False, path_type=Path), required=True, help="写到哪个文件。")
def command(case: Path, name: str, output: Path) -> None:
    """把一个标注案例（YAML）写成某种导出格式的文件，丢掉那种格式本来就不记录的内容。"""
    _, write = EXPORTS[name]
    labelled = load_case(case)
    if KEPT[name][labelled.kind == "group"] is None:
        raise CaseError(f"{name} 不导出群聊，而“{case.name}”是群聊", "请换一种格式，或换一个私聊案例")
    put(output, write(labelled), (case,))
    click.echo(f"已写出 {output}", err=True)

"""`juzheng new`: an empty case."""

from pathlib import Path

import click

from archiver.case import Case
from archiver.clock import now


@click.command(short_help="新建案卷")
@click.argument("case", type=click.Path(path_type=Path))
@click.option("--title", default="", help="案卷的标题，默认用文件夹名。")
@click.option("--zone", default="Asia/Shanghai", show_default=True, help="聊天时间所在的时区（IANA 名称）。")
def command(case: Path, title: str, zone: str) -> None:
    """建一个空案卷（文件夹）：原件、台账和案卷密钥都放在里面，请整个文件夹一起备份。"""
    made = Case.create(case, now=now(), zone=zone, title=title)
    click.echo(f"案卷已建好：{made.root}")
    click.echo(f"台账首码 {made.ledger_head()}（请另外记下或发给对方，台账被截短时可以看出来）")
    click.echo(f"下一步：juzheng add {case} 导出文件", err=True)

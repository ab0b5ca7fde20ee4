"""`juzheng seal`: a copy of a case that strangers can check, and the line that pins it."""

from pathlib import Path

import click

from archiver.case import Case
from archiver.clock import now
from archiver.seal.make import seal


@click.command(short_help="把案卷封存成别人也能核验的包")
@click.argument("case", type=click.Path(exists=True, file_okay=False, path_type=Path))
@click.option("-o", "--output", type=click.Path(path_type=Path), required=True, help="封存包放在哪个（新）文件夹。")
def command(case: Path, output: Path) -> None:
    """把案卷复制成一个 BagIt 包（不含 derived 和案卷密钥），并给出一行封存行。

    封存行请另外保存：打印、发到 QQ 群、交给对方或第三方。以后谁拿着它，都能看出包有没有动过。
    """
    made = seal(Case.open(case), output, now())
    click.echo(f"封存包：{made.path}")
    click.echo("封存行（请另外保存或发给对方）：")
    click.echo(str(made.pin))
    click.echo(f"核验：juzheng verify {output} --pin '{made.pin}'", err=True)

"""The door: which commands there are, and how a fault is shown.

Command modules are imported only when they are called, so that `juzheng --help` stays quick.
"""

import gc
import gettext
import os
import sys
from importlib import import_module
from pathlib import Path
from typing import Final, NoReturn

import click

from archiver import __version__
from archiver.errors import CaseError

COMMANDS: Final[tuple[tuple[str, str], ...]] = (
    ("demo", "用自带的示例走一遍：存档、分析、出报告"),
    ("report", "从导出文件或案卷直接生成争议报告"),
    ("guide", "怎样取得各种导出，先做什么、不要做什么"),
    ("inspect", "查看文件是什么格式、覆盖了哪些内容，不写任何东西"),
    ("compare", "逐条比较同一段聊天的两份导出"),
    ("analyze", "读出约定、期限、同意、交付、付款等，输出 JSON"),
    ("review", "逐条核对读出的内容：确认、改正、不采用、补充"),
    ("new", "新建案卷"),
    ("add", "把导出文件存入案卷"),
    ("show", "按编号（如 E1-0142）查看一条消息的原文"),
    ("search", "在案卷或批处理结果里查找字句、文件名"),
    ("verify", "核验案卷、封存包或报告是否与存入时一致"),
    ("seal", "把案卷封存成别人也能核验的包"),
    ("timestamp", "给案卷的台账加可信时间戳（RFC 3161）"),
    ("disclose", "只出示几条消息并证明它们在封存里，其余不公开"),
    ("batch", "批量处理很多份导出：每个会话一份报告，外加总览和数据表"),
    ("time", "读出一句话里的时间和期限"),
    ("money", "读出一句话里的金额"),
    ("evaluate", "在标注语料上打分"),
    ("train", "用标注语料重新训练模型"),
    ("render", "把标注案例写成任一导出格式（供测试用）"),
)
"""Name and one-line help of each command; its module is `archiver.commands.<name>`."""

_YOUNG: Final = 200_000
"""New objects between two looks for garbage: a talk makes many that stay, and hardly any cycles.

Of 100,000 messages read and reckoned up 26 objects were garbage, and looking for it took a fiftieth of the time.
"""


class Door(click.Group):
    """A group that imports a command's module only when it is called."""

    def list_commands(self, ctx: click.Context) -> list[str]:  # noqa: ARG002 - click's signature
        """Return the names in the order of a user's work, not of the alphabet."""
        return [name for name, _ in COMMANDS]

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:  # noqa: ARG002 - click's signature
        """Import one command."""
        if cmd_name not in dict(COMMANDS):
            return None
        command = import_module(f"archiver.commands.{cmd_name}").command
        assert isinstance(command, click.Command)
        return command

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:  # noqa: ARG002 - click's signature
        """Write the table of commands without importing them."""
        with formatter.section("命令"):
            formatter.write_dl(COMMANDS)


@click.group(cls=Door, context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100})
@click.version_option(__version__, prog_name="juzheng", help="显示版本号后退出。")
def juzheng() -> None:
    """举证：把 QQ 聊天记录的导出文件变成可以逐句核对的证据材料。

    全程离线，原文件不改动。先试：juzheng demo
    """


def main() -> NoReturn:
    """Run the program; every fault becomes one line on stderr and an exit code of output.md (0, 1, 2)."""
    _speak_chinese()
    gc.set_threshold(_YOUNG, 20, 50)
    try:
        code = juzheng.main(prog_name="juzheng", standalone_mode=False)
    except BrokenPipeError:
        # The reader of our stdout went away (`| head`): not a fault of this program's.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        sys.exit(0)
    except Exception as error:
        if os.environ.get("JUZHENG_DEBUG"):
            raise
        _stop(_told(error))
    sys.exit(code if isinstance(code, int) else 0)


def _told(error: Exception) -> str:
    """Say in one line what happened and what to do."""
    match error:
        case CaseError():
            return str(error)
        case click.exceptions.Abort():
            return "已中止。已写完的部分保持完整，未写完的部分不留痕迹。"
        case click.UsageError():
            usage = f"{error.ctx.command_path} --help" if error.ctx else "juzheng --help"
            return f"{error.format_message()} 用“{usage}”查看用法。"
        case click.ClickException():
            return error.format_message()
        case OSError():
            from parsers.source import disk_fault  # noqa: PLC0415 - the help needs none of the readers

            where = f"（{error.filename}）" if error.filename else ""
            return f"读写文件时出错：{disk_fault(error)}{where}。请检查路径、权限和磁盘空间。"
        case RecursionError():
            return "文件的层次太深，读不下去。请换用另一种导出格式。"
        case MemoryError():
            return "内存不足。请关闭其他程序，或把导出文件分段后再试。"
        case _:
            kind = type(error).__name__
            return f"程序内部出错（{kind}：{error}），原文件没有改动。请设 JUZHENG_DEBUG=1 重新运行并反馈给开发者。"


def _stop(line: str) -> NoReturn:
    click.echo(f"juzheng：{' '.join(line.split())}", err=True)
    sys.exit(2)


def _speak_chinese() -> None:
    """Have click's own sentences in Chinese on every machine, and output in UTF-8 where a console cannot say so."""
    gettext.bindtextdomain("juzheng", str(Path(__file__).parent / "locale"))
    gettext.textdomain("juzheng")
    os.environ["LANGUAGE"] = "zh_CN"
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(encoding="utf-8", errors="backslashreplace")

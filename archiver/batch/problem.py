"""An input that could not be read, as errors.jsonl tells it."""

from msgspec import Struct

from archiver.errors import CaseError
from parsers import SourceError
from parsers.source import disk_fault


class Problem(Struct, frozen=True):
    """Which input, why it failed, and what to do: Chinese sentences without full stop."""

    input: str
    why: str
    what_to_do: str


class BatchStoppedError(CaseError):
    """The results cannot be written, so that going on makes no sense."""


def problem_of(label: str, error: BaseException) -> Problem:
    """Say what an exception means for the user, as the command line would."""
    match error:
        case CaseError() | SourceError():
            return Problem(label, error.what, error.remedy)
        case PermissionError():
            return Problem(label, "没有权限读取", "请先把它复制到自己的文件夹里")
        case OSError():
            return Problem(label, f"读写时出错（{disk_fault(error)}）", "请检查路径、权限和磁盘后再试")
        case RecursionError():
            return Problem(label, "文件的层次太深，读不下去", "请换用另一种导出格式")
        case MemoryError():
            return Problem(label, "内存不足", "请减少 --jobs，或把导出文件分段后再试")
        case _:
            kind = type(error).__name__
            return Problem(label, f"程序内部出错（{kind}：{error}）", "原文件没有改动；请把这一行反馈给开发者")

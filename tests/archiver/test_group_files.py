"""Whose file a row shows that QQ itself writes in a group: the export prints the uploader's name, and no account."""

from pathlib import Path

from archiver.intake.lines import lines
from archiver.intake.opened import open_export
from archiver.intake.survey import survey_all

_BAR = "=" * 64
_BANNER = "消息记录（此消息记录为文本格式，不支持重新导入）"
_HEAD = f"{_BANNER}\r\n\r\n{_BAR}\r\n消息分组:我的QQ群\r\n{_BAR}\r\n消息对象:接单群\r\n{_BAR}\r\n\r\n"
_SHARE = ("系统消息(10000)", '[图片] 小鹿 分享文件 21:50:08\r\n"译文.docx" 下载')


def bringers(folder: Path, *said: tuple[str, str]) -> list[tuple[str, bool]]:
    """Return the account of each file row of a group as text, and whether it is QQ's own row."""
    rows = (f"2022-11-12 21:{minute:02}:05 {who}\r\n{text}\r\n\r\n" for minute, (who, text) in enumerate(said))
    path = folder / "全部消息记录.txt"
    path.write_bytes(("\ufeff" + _HEAD + "".join(rows)).encode())
    opened = open_export(path, 1)
    (survey,) = survey_all((opened,))
    return [(line.account, line.system) for line in lines(opened, survey.chats) if line.files]


def test_a_file_is_that_of_the_one_account_that_bears_the_printed_name(tmp_path: Path) -> None:
    said = (("林林(9000100002)", "几号好"), ("小鹿(9000100003)", "12号"))
    assert bringers(tmp_path, *said, _SHARE) == [("9000100003", False)]


def test_a_name_that_two_accounts_bear_names_nobody(tmp_path: Path) -> None:
    said = (("小鹿(9000100002)", "几号好"), ("小鹿(9000100003)", "12号"))
    assert bringers(tmp_path, *said, _SHARE) == [("10000", True)]


def test_a_name_under_which_nobody_has_spoken_names_nobody(tmp_path: Path) -> None:
    assert bringers(tmp_path, ("林林(9000100002)", "几号好"), _SHARE) == [("10000", True)]

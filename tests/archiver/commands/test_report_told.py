"""What `report` prints of the files it wrote."""

from pathlib import Path

from archiver.commands.report import _told


def test_many_pictures_and_volumes_are_told_in_one_line_each() -> None:
    paths = (
        Path("out/dispute.html"),
        *(Path(f"out/dispute-{n:02}.png") for n in range(1, 47)),
        Path("out/dispute-1.pdf"),
        Path("out/dispute-2.pdf"),
    )
    assert list(_told(paths)) == [
        str(Path("out/dispute.html")),
        f"{Path('out/dispute-01.png')} … dispute-46.png（46 张）",
        f"{Path('out/dispute-1.pdf')} … dispute-2.pdf（2 卷）",
    ]

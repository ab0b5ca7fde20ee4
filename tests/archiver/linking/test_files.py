from archiver.analysis.talk import Line
from archiver.linking.files import Shelf, known_files, link_files, receipt_links, unit_of
from archiver.linking.tie import Link
from parsers.message import Attachment, Span
from parsers.record import Held, Listed

MD5 = "0" * 31 + "1"


def said(number: int, *files: Attachment, text: str = "", id_: str | None = None) -> Line:
    return Line(f"1:{number}", "c1", "9000000001", "山雀", None, "file", text, ((0, len(text)),), id=id_, files=files)


def file(name: str, size: int | None = None, md5: str | None = None, event: str = "sent") -> Attachment:
    return Attachment("file", name, size, md5=md5, event=event)


def held(number: int, name: str, size: int, content: str, md5: str = "f" * 32, *also: str) -> tuple[str, Held]:
    return f"2:{number}", Held(number, Span(0, size), name, (name, *also), size, md5, content)


def listed(number: int, name: str, size: int | None, message: str | None = None) -> tuple[str, Listed]:
    return f"3:{number}", Listed(number, Span(0, 1), name, size, message=message)


def tie(line: Line, *shelf: tuple[str, Held], rows: tuple[tuple[str, Listed], ...] = ()) -> tuple[Link, ...]:
    return link_files((line,), Shelf(shelf, rows)).links


def test_digest_and_size_beat_a_name() -> None:
    line = said(1, file("终稿.pptx", 5, MD5))
    (link,) = tie(line, held(1, "终稿.pptx", 5, "a"), held(2, "改名.pptx", 5, "b", MD5))
    assert (link.record, link.strength) == ("2:2", "md5+size")


def test_a_file_of_another_size_is_not_the_one_even_with_its_name() -> None:
    assert not tie(said(1, file("终稿.pptx", 6)), held(1, "终稿.pptx", 5, "a"))


def test_a_second_download_is_found_by_its_first_name() -> None:
    (link,) = tie(said(1, file("终稿.pptx", 5)), held(1, "终稿(1).pptx", 5, "a", "f" * 32, "终稿.pptx"))
    assert (link.record, link.strength) == ("2:1", "size+name")


def test_copies_of_one_content_are_one_file_and_all_are_told() -> None:
    (link,) = tie(said(1, file("a.zip", 5)), held(1, "a.zip", 5, "x"), held(2, "a(1).zip", 5, "x", "f" * 32, "a.zip"))
    assert (link.record, link.also) == ("2:1", ("2:2",))


def test_two_contents_under_one_name_are_named_and_none_is_chosen() -> None:
    (link,) = tie(said(1, file("a.zip", 5)), held(1, "x/a.zip", 5, "x", "e" * 32, "a.zip"), held(2, "a.zip", 5, "y"))
    assert (link.record, link.candidates) == (None, ("2:1", "2:2"))


def test_one_file_under_a_name_that_was_sent_twice_is_given_to_neither() -> None:
    lines = (said(1, file("a.zip")), said(2, file("a.zip")))
    links = link_files(lines, Shelf((held(1, "a.zip", 5, "x"),))).links
    assert [(link.ref, link.record) for link in links] == [("1:1", None), ("1:2", None)]


def test_a_row_of_the_index_belongs_to_the_message_whose_number_it_bears() -> None:
    (link,) = tie(said(1, file("a.zip", 5), id_="76"), rows=(listed(1, "a.zip", 9, "76"), listed(2, "a.zip", 5, "77")))
    assert (link.kind, link.record, link.strength) == ("listed", "3:1", "message+name")


def test_sizes_of_an_index_are_read_in_the_unit_that_the_files_in_hand_show() -> None:
    shelf = Shelf((held(1, "a.zip", 20_481, "x"),), (listed(1, "a.zip", 21),))
    assert unit_of(shelf) == "kib"
    (_, row) = tie(said(1, file("a.zip", 20_481)), *shelf.held, rows=shelf.listed)
    assert (row.record, "按 KB 计" in row.because) == ("3:1", True)


def test_a_name_in_the_words_ties_where_nothing_else_shows_the_file() -> None:
    line = Line("1:1", "c1", "9000000001", "山雀", None, "text", "看下终稿v2.pptx做好了", ((0, 15),))
    (link,) = tie(line, held(1, "终稿v2.pptx", 5, "x"))
    assert (link.record, link.strength) == ("2:1", "name")
    assert known_files((line,)).meets(held(1, "终稿v2.pptx", 5, "x")[1])


def test_a_receipt_means_the_last_file_of_its_name_and_without_a_name_the_last_file() -> None:
    lines = (
        said(1, file("a.zip")),
        said(2, file("b.zip")),
        said(3, file("a.zip", event="receipt")),
        said(4, Attachment("file", None, event="receipt")),
    )
    told = [(link.ref, link.record, link.strength) for link in receipt_links(lines)]
    assert told == [("1:1", "1:3", "name"), ("1:2", "1:4", "order")]

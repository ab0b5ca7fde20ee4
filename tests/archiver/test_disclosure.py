"""Disclosures: what is shown can be proved, what is not shown stays closed, and every forgery is found."""

import base64
import json
import re
from collections.abc import Callable, Iterator
from hashlib import sha256
from pathlib import Path

import msgspec
import pytest

from archiver.case import Case, verify_case
from archiver.disclosure.bundle import Bundle, BundlePart
from archiver.disclosure.check import check_bundle, shown_lines
from archiver.disclosure.make import Hidden, disclose, record
from archiver.errors import CaseError
from archiver.refs import MessageRef
from archiver.seal.make import seal
from archiver.seal.statement import Pin
from tests.archiver.sealed import NOON, Small, small
from tests.reports.chromium import Browser, browser

PAGE = Path(__file__).parents[2] / "archiver" / "disclosure" / "verify.html"
THIRD = MessageRef(1, 3)


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Small:
    return small(tmp_path_factory.mktemp("sealed"))


@pytest.fixture(scope="module")
def bundle(made: Small) -> Bundle:
    """Return messages 3 and 5, of the third all but its sum shown."""
    hide = {THIRD: Hidden.parse(("2-5", "sender"))}
    case = Case.open(made.case)
    told = disclose(case, (THIRD, MessageRef(1, 5)), hide)
    record(case, told, NOON)
    return told


def kinds(bundle: Bundle, pin: Pin | None = None) -> set[tuple[str, str]]:
    return {(fault.place, fault.kind) for fault in check_bundle(bundle.text(), "b.json", pin).faults}


def test_a_bundle_passes_with_its_pin_and_without_it_only_with_a_warning(made: Small, bundle: Bundle) -> None:
    verdict = check_bundle(bundle.text(), "b.json", made.pin)
    assert (verdict.faults, verdict.warnings) == ((), ())
    assert [warning.kind for warning in check_bundle(bundle.text(), "b.json").warnings] == ["not_pinned"]


def test_what_it_shows_reads_as_it_was_said_with_hidden_characters_counted(bundle: Bundle) -> None:
    third, fifth, exhibit = shown_lines(bundle.text())
    assert third.startswith("E1-0003  2024-03-05 10:02:00  〔sender〕已遮盖  尾款███，转到900011001就行")
    assert fifth.endswith("😀收到\r\n谢谢")
    assert exhibit.endswith("共 5 条消息")


def test_nothing_hidden_or_undisclosed_is_in_a_bundle(made: Small, bundle: Bundle) -> None:
    text = re.sub(r"\b[0-9a-f]{32,}\b", "", bundle.text().decode())  # a digest may hold any three digits by chance
    for secret in ("600", "线稿", "好的", "糯米团", "900011002", (made.case / "secret.key").read_text().strip()):
        assert secret not in text
    text = bundle.text().decode()
    assert (made.case / "secret.key").read_text().strip() not in text
    salts = {part.salt for leaf in bundle.leaves for part in leaf.parts if not part.hidden}
    lines = [json.loads(line) for line in (made.bag / "data/commitments/E1.jsonl").read_text().splitlines()]
    assert not salts & {line["salt"] for line in lines}
    assert not any(line["salt"] in text for line in lines)


def test_a_hidden_sum_cannot_be_found_by_trying_them_all(bundle: Bundle) -> None:
    hidden = {part.digest for leaf in bundle.leaves for part in leaf.parts if part.hidden}
    shown = [bytes.fromhex(part.salt) for leaf in bundle.leaves for part in leaf.parts if part.salt]
    for salt in (b"", bytes(16), *shown):
        tried = {sha256(salt + f"text\n{number}".encode()).hexdigest() for number in range(1000)}
        assert not tried & hidden


def test_the_ledger_says_what_was_disclosed(made: Small, bundle: Bundle) -> None:
    case = Case.open(made.case)
    entry = next(entry for entry in case.entries() if entry.action == "disclosed")
    assert entry.body == {
        "refs": ["E1-0003", "E1-0005"],
        "hidden": 2,
        "pin": str(made.pin),
        "sha256": f"sha256:{sha256(bundle.text()).hexdigest()}",
    }
    assert verify_case(case) == ()


def test_a_bundle_made_again_is_the_same(made: Small) -> None:
    case = Case.open(made.case)
    assert disclose(case, (THIRD,), {}).text() == disclose(case, (THIRD,), {}).text()


def test_what_was_never_sealed_or_came_later_cannot_be_disclosed(made: Small, tmp_path: Path) -> None:
    fresh = Case.create(tmp_path / "fresh", now=NOON)
    with pytest.raises(CaseError, match="还没有封存过"):
        disclose(fresh, (THIRD,), {})
    case = Case.open(made.case)
    for ref in (MessageRef(1, 6), MessageRef(2, 1), MessageRef(9, 1)):
        with pytest.raises(CaseError, match="没有"):
            disclose(case, (ref,), {})


def test_messages_read_otherwise_than_when_sealed_are_not_disclosed(made: Small, tmp_path: Path) -> None:
    mine = made.copied(tmp_path)
    path = mine.case / "exhibits/E1/original"
    path.write_bytes(path.read_bytes().replace(b"600", b"900"))
    with pytest.raises(CaseError, match="与封存时的不同"):
        disclose(Case.open(mine.case), (THIRD,), {})


def test_a_disclosure_after_a_second_seal_is_held_against_the_second(made: Small, tmp_path: Path) -> None:
    mine = made.copied(tmp_path)
    case = Case.open(mine.case)
    case.add(made.case.parent / "in" / "接稿群.txt", now=NOON, format_name="txt_classic")
    second = seal(case, tmp_path / "second", NOON)
    told = disclose(Case.open(mine.case), (MessageRef(4, 3),), {})
    assert kinds(told, second.pin) == set()
    assert kinds(told, mine.pin) == {("b.json", "pin")}


def forged(bundle: Bundle, at: int, **changes: object) -> Bundle:
    leaves = list(bundle.leaves)
    leaves[at] = msgspec.structs.replace(leaves[at], **changes)
    return msgspec.structs.replace(bundle, leaves=tuple(leaves))


def parts_with(bundle: Bundle, at: int, number: int, part: BundlePart | None) -> Bundle:
    parts = list(bundle.leaves[at].parts)
    parts[number : number + 1] = [part] if part else []
    return forged(bundle, at, parts=tuple(parts))


def reworded(bundle: Bundle, old: str, new: str) -> Bundle:
    for at, leaf in enumerate(bundle.leaves):
        for number, part in enumerate(leaf.parts):
            if old in part.value:
                changed = msgspec.structs.replace(part, value=part.value.replace(old, new))
                return parts_with(bundle, at, number, changed)
    raise AssertionError(old)


def resealed(bundle: Bundle, old: str, new: str) -> Bundle:
    assert old in bundle.seal
    return msgspec.structs.replace(bundle, seal=bundle.seal.replace(old, new))


FORGED: dict[str, tuple[Callable[[Bundle], Bundle], tuple[str, str]]] = {
    "a word": (lambda b: reworded(b, "就行", "不行"), ("b.json#E1-0003", "leaf")),
    "a time": (lambda b: reworded(b, "10:02:00", "10:03:00"), ("b.json#E1-0003", "leaf")),
    "a sender": (lambda b: reworded(b, '900011001"', '900011009"'), ("b.json#E1-0005", "leaf")),
    "the number of messages": (lambda b: reworded(b, '"messages":5', '"messages":9'), ("b.json#E1", "leaf")),
    "a salt": (
        lambda b: parts_with(b, 1, 1, msgspec.structs.replace(b.leaves[1].parts[1], salt="00" * 16)),
        ("b.json#E1-0005", "leaf"),
    ),
    "a short salt": (
        lambda b: parts_with(b, 1, 1, msgspec.structs.replace(b.leaves[1].parts[1], salt="00")),
        ("b.json#E1-0005", "unreadable"),
    ),
    "a hidden part that shows something": (
        lambda b: parts_with(b, 1, 1, BundlePart(value="假", digest="00" * 32)),
        ("b.json#E1-0005", "unreadable"),
    ),
    "a hidden part dropped": (lambda b: parts_with(b, 0, 1, None), ("b.json#E1-0003", "hidden_part")),
    "a shown part dropped": (lambda b: parts_with(b, 1, 3, None), ("b.json#E1-0005", "hidden_part")),
    "the head hidden": (lambda b: parts_with(b, 0, 0, BundlePart(digest="00" * 32)), ("b.json#E1-0003", "hidden_part")),
    "no parts at all": (lambda b: forged(b, 0, parts=()), ("b.json#E1-0003", "hidden_part")),
    "another reference": (lambda b: forged(b, 0, ref="E1-0004"), ("b.json#E1-0004", "leaf")),
    "another place": (lambda b: forged(b, 0, index=3), ("b.json#E1-0003", "leaf")),
    "a place beyond the tree": (lambda b: forged(b, 0, index=1 << 70), ("b.json#E1-0003", "leaf")),
    "a negative place": (lambda b: forged(b, 0, index=-1), ("b.json#E1-0003", "leaf")),
    "a proof cut short": (lambda b: forged(b, 0, proof=b.leaves[0].proof[:-1]), ("b.json#E1-0003", "leaf")),
    "a proof with more": (lambda b: forged(b, 0, proof=(*b.leaves[0].proof, "00" * 32)), ("b.json#E1-0003", "leaf")),
    "a proof of garbage": (lambda b: forged(b, 0, proof=("xyz",)), ("b.json#E1-0003", "unreadable")),
    "no proof": (lambda b: forged(b, 0, proof=()), ("b.json#E1-0003", "leaf")),
    "an entry twice": (
        lambda b: msgspec.structs.replace(b, leaves=(*b.leaves, b.leaves[0])),
        ("b.json#E1-0003", "listed_twice"),
    ),
    "an exhibit's own leaf left out": (
        lambda b: msgspec.structs.replace(b, leaves=b.leaves[:2]),
        ("b.json#E1-0003", "missing"),
    ),
    "another root": (lambda b: resealed(b, '"root": "sha256:', '"root": "sha256:0'), ("b.json#E1-0003", "leaf")),
    "a tree of size 0": (lambda b: resealed(b, '"leaves": 8', '"leaves": 0'), ("b.json#E1-0003", "leaf")),
    "another seal": (lambda b: resealed(b, "2024-03-05", "2020-03-05"), ("b.json", "pin")),
    "another schema": (lambda b: msgspec.structs.replace(b, schema="juzheng/bundle/9"), ("b.json", "unreadable")),
    "a seal that is none": (lambda b: msgspec.structs.replace(b, seal="{}"), ("b.json", "unreadable")),
}  # fmt: skip


@pytest.mark.parametrize("what", FORGED)
def test_a_forged_bundle_is_found(made: Small, bundle: Bundle, what: str) -> None:
    forge, expected = FORGED[what]
    assert expected in kinds(forge(bundle), made.pin)


def test_swapped_names_of_parts_are_found(made: Small, bundle: Bundle) -> None:
    part = bundle.leaves[1].parts[1]
    assert part.name == "sender"
    told = parts_with(bundle, 1, 1, msgspec.structs.replace(part, name="text"))
    assert {("b.json#E1-0005", "leaf"), ("b.json#E1-0005", "hidden_part")} <= kinds(told, made.pin)


def test_what_is_no_bundle_is_told(made: Small) -> None:
    for content in (b"", b"{}", b"\xff", b"[1]"):
        assert [fault.kind for fault in check_bundle(content, "b.json", made.pin).faults] == ["unreadable"]


def test_hidden_ranges_are_read_and_nonsense_refused() -> None:
    assert Hidden.parse(("3-7", "sender")) == Hidden(frozenset({"sender"}), ((3, 7),))
    for wrong in ("", "7-3", "a-b", "head", "3", "-3", "3-", "３-７x"):
        with pytest.raises(ValueError, match=r".*"):
            Hidden.parse((wrong,))


def test_the_page_s_own_policy_allows_its_script_and_nothing_else() -> None:
    page = PAGE.read_text("utf-8")
    for tag, directive in (("script", "script-src"), ("style", "style-src")):
        (body,) = re.findall(f"<{tag}>(.*?)</{tag}>", page, re.DOTALL)
        hashed = base64.b64encode(sha256(body.encode()).digest()).decode()
        assert f"{directive} 'sha256-{hashed}'" in page
    assert "default-src 'none'" in page
    assert "http:" not in page
    assert "https:" not in page
    assert "innerHTML" not in page


@pytest.fixture(scope="module")
def view(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Browser]:
    with browser(tmp_path_factory.mktemp("chromium")) as opened:
        yield opened


CHOOSE = """(async () => {
  const files = new DataTransfer();
  files.items.add(new File([Uint8Array.from(atob(%s), (c) => c.charCodeAt(0))], "b.json"));
  document.getElementById("pin").value = %s;
  document.getElementById("file").files = files.files;
  document.getElementById("file").dispatchEvent(new Event("change"));
  for (let i = 0; i < 100 && /还没有选择/.test(document.getElementById("result").textContent); i++)
    await new Promise((done) => setTimeout(done, 20));
  return [document.getElementById("result").className, document.getElementById("result").innerText,
          document.getElementById("messages").innerText];
})()"""


def judged(view: Browser, content: bytes, pin: str) -> tuple[str, str, str]:
    """Return the class, the verdict and the messages that the page shows."""
    view.open(PAGE)
    answer = view.evaluate(CHOOSE % (json.dumps(base64.b64encode(content).decode()), json.dumps(pin)))
    assert isinstance(answer, list)
    assert view.complaints == []
    assert view.dialogs == []
    assert [url for url in view.requests if not url.startswith("file:")] == []
    return answer[0], answer[1], answer[2]


@pytest.mark.tool("browser")
def test_the_page_passes_a_good_bundle_and_shows_it(view: Browser, made: Small, bundle: Bundle) -> None:
    kind, verdict, messages = judged(view, bundle.text(), f"群主说：{made.pin}。收好")
    assert kind == "good", verdict
    assert "核验通过" in verdict
    assert "尾款███，转到900011001就行" in messages
    assert "😀收到" in messages
    assert "（已遮盖）" in messages
    assert "600" not in messages


@pytest.mark.tool("browser")
def test_the_page_says_what_is_missing_without_the_line_and_refuses_another(
    view: Browser, made: Small, bundle: Bundle
) -> None:
    kind, verdict, _ = judged(view, bundle.text(), "")
    assert (kind, "还没有与封存行比对" in verdict) == ("", True)
    for wrong in (str(made.pin).replace("M5", "M6"), "sha256:123", f"{made.pin} {str(made.pin).replace('L4', 'L5')}"):
        kind, verdict, messages = judged(view, bundle.text(), wrong)
        assert (kind, messages) == ("bad", ""), verdict


@pytest.mark.tool("browser")
def test_the_page_judges_every_forgery_as_the_program_does(view: Browser, made: Small, bundle: Bundle) -> None:
    for what, (forge, _) in FORGED.items():
        kind, verdict, messages = judged(view, forge(bundle).text(), str(made.pin))
        assert (kind, messages) == ("bad", ""), (what, verdict)
    for content in (b"", b"{}", b"\xff\xfe", b"<script>alert(1)</script>"):
        assert judged(view, content, str(made.pin))[0] == "bad"


@pytest.mark.tool("browser")
def test_the_page_s_own_sha256_agrees_with_the_library(view: Browser) -> None:
    view.open(PAGE)
    for length in (0, 1, 54, 55, 56, 63, 64, 65, 119, 120, 1000):
        content = bytes(number * 7 % 256 for number in range(length))
        found = view.evaluate(f"hex(sha256(Uint8Array.from({json.dumps(list(content))})))")
        assert found == sha256(content).hexdigest()


@pytest.mark.tool("browser")
def test_hostile_text_is_shown_and_never_run(view: Browser, tmp_path: Path) -> None:
    from tests.archiver.sealed import chat  # noqa: PLC0415 - only this test makes its own chat

    (tmp_path / "接稿群.txt").write_bytes(
        chat([("<img src=x onerror=alert(1)>(900011001)", "<script>alert(2)</script>\u202e倒")])
    )
    case = Case.create(tmp_path / "case", now=NOON)
    case.add(tmp_path / "接稿群.txt", now=NOON, format_name="txt_classic")
    made = seal(case, tmp_path / "bag", NOON)
    told = disclose(case, (MessageRef(1, 1),), {})
    kind, _, messages = judged(view, told.text(), str(made.pin))
    assert kind == "good"
    assert "<script>alert(2)</script>⟦U+202E⟧倒" in messages

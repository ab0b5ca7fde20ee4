"""No statement without words of the record behind it."""

import random
from collections.abc import Callable

import msgspec
import pytest
from msgspec.structs import replace

from reports.dossier import Citation, Dossier, Entry, Named, Plain, Ref, Sentence, Who, Words
from reports.faithful import Fault, UnfaithfulError, faults
from reports.render import render
from tests.reports.dossiers import TALK, cite, empty, hostile, poster, said


def with_contrary(*sentences: Sentence) -> Dossier:
    return replace(poster(), contrary=sentences)


def only_fault(dossier: Dossier) -> Fault:
    (fault,) = faults(dossier)
    return fault


@pytest.mark.parametrize("dossier", [poster(), empty(), hostile("“<b>”")], ids=["poster", "empty", "hostile"])
def test_golden_dossiers_are_faithful(dossier: Dossier) -> None:
    assert list(faults(dossier)) == []


def test_a_sentence_without_citation_does_not_render() -> None:
    with pytest.raises(UnfaithfulError) as caught:
        render(with_contrary(Sentence((Plain("乙迟交了三天"),))), "dispute", "html")
    assert caught.value.faults[0].kind == "statement without citation"
    assert caught.value.faults[0].place == "dossier.contrary[0]"


WRONG: dict[str, tuple[Callable[[Citation], Citation], str]] = {
    "one character changed": (lambda c: replace(c, quote="420一幅"), "quoted words"),
    "words of another message": (lambda c: replace(c, quote="可以"), "quoted words"),
    "trimmed": (lambda c: replace(c, quote=c.quote[:-1]), "quoted words"),
    "other characters of the line": (lambda c: replace(c, chars=(1, 6)), "quoted words"),
    "characters beyond the line": (lambda c: replace(c, chars=(0, 999)), "quoted words"),
    "another exhibit": (lambda c: replace(c, sha256="sha256:" + "0" * 64), "exhibit"),
    "first byte off by one": (lambda c: replace(c, start=(c.start or 0) + 1), "first byte"),
    "end byte off by one": (lambda c: replace(c, end=(c.end or 0) - 1), "end byte"),
    "a minute later": (lambda c: replace(c, time=c.time.replace("10:24", "10:25")), "time"),
    "another zone": (lambda c: replace(c, time=c.time.replace("+08:00", "+00:00")), "time"),
    "another speaker": (lambda c: replace(c, sender="糯米团"), "sender"),
    "another account": (lambda c: replace(c, account="9000110021"), "account"),
    "a place that is not the line's": (lambda c: replace(c, place="messages#rowid=1"), "place"),
}


@pytest.mark.parametrize("key", WRONG)
def test_a_wrong_citation_is_refused_with_its_place(key: str) -> None:
    change, kind = WRONG[key]
    fault = only_fault(with_contrary(Sentence((Plain("乙称"), Words(change(cite(4, "420一张")))))))
    assert (fault.kind, fault.place) == (kind, "dossier.contrary[0]@E1-0004")


def test_every_one_of_600_planted_wrong_quotes_is_refused() -> None:
    chance = random.Random(20240305)  # noqa: S311 - a fixed seed, no secret
    letters = sorted({letter for line in TALK for letter in line.text})
    refused = 0
    for _ in range(600):
        number = chance.randrange(len(TALK)) + 1
        true = cite(number)
        at = chance.randrange(len(true.quote))
        kind = chance.randrange(4)
        if kind == 0:
            other = chance.choice([letter for letter in letters if letter != true.quote[at]])
            wrong = true.quote[:at] + other + true.quote[at + 1 :]
        elif kind == 1:
            wrong = true.quote[:at] + true.quote[at + 1 :]
        elif kind == 2:
            wrong = true.quote[:at] + chance.choice(["不", "\u200b", " ", "没"]) + true.quote[at:]
        else:
            wrong = chance.choice([line.text for line in TALK if line.text != true.quote])
        dossier = with_contrary(said("甲称", 3), Sentence((Plain("称"), Words(replace(true, quote=wrong)))))
        with pytest.raises(UnfaithfulError):
            render(dossier, "dispute", "html")
        refused += 1
    assert refused == 600


def test_a_citation_of_a_message_outside_the_transcript_is_refused() -> None:
    fault = only_fault(with_contrary(Sentence((Ref(replace(cite(4), ref="E1-0999")),))))
    assert fault.kind == "cited message is not in the transcript"


def test_quoted_words_cannot_be_smuggled_into_the_reports_own_words() -> None:
    assert only_fault(with_contrary(said("乙答应“三天内”交，见", 8))).kind == "quotation marks outside Words"


@pytest.mark.parametrize("word", ["承认", "违约", "跑路", "擅自", "伪造"])
def test_words_that_judge_are_refused_unless_quoted(word: str) -> None:
    assert only_fault(with_contrary(said(f"乙{word}，见", 8))).found == word


def test_a_judging_word_inside_a_quotation_stays() -> None:
    line = replace(TALK[0], text="你这是违约")
    lines = (line, *TALK[1:])
    dossier = replace(with_contrary(Sentence((Words(cite(1, "违约", lines)),))), transcript=lines)
    assert list(faults(dossier)) == []


def test_an_inference_must_say_what_it_rests_on() -> None:
    assert only_fault(with_contrary(replace(said("所指为", 4), weight="inference"))).kind == "inference without basis"


def test_a_name_that_nobody_bore_is_refused() -> None:
    sentence = Sentence((Named(Who("乙", "山雀", "9000110022")), Words(cite(4))))
    assert only_fault(with_contrary(sentence)).kind == "nobody in the transcript is printed so"


CHRONOLOGY: dict[str, tuple[Callable[[Entry], Entry], str]] = {
    "time moved": (lambda e: replace(e, time=TALK[0].time), "time of row"),
    "speaker swapped": (lambda e: replace(e, who=TALK[1].who), "speaker of row"),
    "recall invented": (lambda e: replace(e, recalled=True), "recalled"),
    "file of another message": (lambda e: replace(e, files=TALK[12].files), "files of row"),
    "sentence of another message": (
        lambda e: replace(e, sentence=said("乙称", 4)),
        "row does not cite its own message",
    ),
    "unknown message": (lambda e: replace(e, ref="E9-0001"), "chronology row is not in the transcript"),
}


@pytest.mark.parametrize("key", CHRONOLOGY)
def test_a_chronology_row_must_be_its_messages(key: str) -> None:
    change, kind = CHRONOLOGY[key]
    base = poster()
    assert only_fault(replace(base, entries=(change(base.entries[0]), *base.entries[1:]))).kind == kind


def test_a_scope_that_miscounts_is_refused() -> None:
    base = poster()
    assert only_fault(replace(base, scope=msgspec.structs.replace(base.scope, shown=27))).found == "27/28"


def test_a_reference_used_twice_is_refused() -> None:
    base = poster()
    double = replace(base, transcript=(*TALK, TALK[27]), scope=replace(base.scope, shown=29, total=29))
    assert only_fault(double).kind == "reference used twice"


def test_all_faults_are_told_not_only_the_first() -> None:
    wrong = Sentence((Plain("甲承认“晚了”"),))
    assert [fault.kind for fault in faults(with_contrary(wrong))] == [
        "statement without citation",
        "quotation marks outside Words",
        "judging word",
    ]

"""The rules on content: what each finds, where, and what it lets pass."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import pytest

from lessonpack.check.catalogue import OTHERS, explain, listed, nearest
from lessonpack.check.contacts import digits, has_bare_address, long_numbers, short_numbers, telephone
from lessonpack.check.registry import RULES, check
from lessonpack.diagnostics import Diagnostic
from lessonpack.load.decode import decode
from lessonpack.model.module import Module
from lessonpack.model.policy import Raised
from tests.modules import (
    TODAY,
    Made,
    a_definition,
    a_module,
    a_question,
    a_source,
    a_statistic,
    an_activity,
    an_excerpt,
    registry,
    shipped_policy,
)

WATCHED = ("policy/", "numbers/parts-sum", "help/number-in-text", "help/address-in-text", "help/figure-as-number",
           "sources/no-caution", "sources/date-order")  # fmt: skip
"""The rules that this file is about; the others have files of their own."""


def findings(*items: Made, **module: Any) -> list[Diagnostic]:
    content = a_module(*items, **module)
    told = check(content, shipped_policy(), help_lines=registry(), today=TODAY)
    return [finding for finding in told if finding.code.startswith(WATCHED)]


def found(*items: Made, **module: Any) -> list[str]:
    return [d.code for d in findings(*items, **module)]


def parts(*values: str) -> list[dict[str, str]]:
    return [{"label": f"part {value}", "value": value} for value in values]


def test_every_rule_has_a_code_of_its_own_and_says_what_it_finds_and_why() -> None:
    codes = [rule.code for rule in RULES]
    assert len(codes) == len(set(codes))
    for rule in RULES:
        assert rule.means.endswith(".")
        assert rule.why.endswith(".")
        assert rule.mend


# ---- figures -------------------------------------------------------------------------------------------------------


def test_parts_that_make_the_figure_are_fine() -> None:
    assert found(a_statistic("f1", value="1.10", parts=parts("0.4", "0.70"))) == []


def test_parts_that_do_not_make_the_figure_are_told_with_the_difference() -> None:
    (fault,) = findings(a_statistic("f1", value="1751", parts=parts("1000", "812")))
    assert (fault.code, fault.message) == (
        "numbers/parts-sum",
        "the parts make 1812, the value is 1751: a difference of +61",
    )


def test_a_declared_difference_is_fine_and_a_declared_one_that_is_not_there_is_told() -> None:
    assert found(a_statistic("f1", value="1751", parts=parts("1000", "812"), adds_up=False)) == []
    assert found(a_statistic("f1", value="1812", parts=parts("1000", "812"), adds_up=False)) == ["numbers/parts-sum"]


# ---- topics and bands ----------------------------------------------------------------------------------------------


def test_a_misspelt_topic_is_told_with_the_one_that_was_meant() -> None:
    (fault,) = findings(a_definition("d1", topics={"groming": 1}))
    assert (fault.code, fault.hint) == ("policy/unknown-topic", "did you mean `grooming`?")


def test_a_topic_that_resembles_none_is_told_with_all_that_there_are() -> None:
    (fault,) = findings(a_definition("d1", topics={"xyz": 1}))
    assert fault.hint.startswith("topics: personal_safety, child_rights, ")


def test_unknown_bands_are_told_wherever_they_are_typed() -> None:
    items = (
        a_definition("d1", bands=["C", "E"]),
        a_question("q1", text={"C": "What?", "F": "What else?"}),
        an_activity("a1", steps=[{"G": {"core": "x", "easy": "y"}}]),
    )
    told = findings(*items, closing={"H": "x"})
    assert [(d.code, d.message) for d in told] == [
        ("policy/unknown-band", f"the policy has no band `{band}`") for band in "EFGH"
    ]
    assert {d.hint for d in told} == {"bands: A, B, C, D, T"}


def test_a_finding_stands_at_the_line_and_column_where_it_was_typed() -> None:
    text = """lessonpack: 1
id: sample
code: pack-1
version: 1
language: en
title: Title
student_title: Title
purpose: Purpose
minutes: 45
objectives: [One]
definitions:
  - {id: d1, term: a, text: b, topics: {groming: 1}}
"""
    module = decode(Module, text.encode(), "module.yaml")
    told = check(module, shipped_policy(), help_lines=registry(), today=TODAY)
    (fault,) = (finding for finding in told if finding.code.startswith(WATCHED))
    assert str(fault.span) == "module.yaml:12:50"


# ---- sources -------------------------------------------------------------------------------------------------------

CHECKED: dict[str, Any] = {"verification": "checked", "verified_by": "librarian", "verified_on": "2026-01"}


def test_an_excerpt_of_an_unverified_source_needs_a_caution() -> None:
    assert found(a_source("s1"), an_excerpt("e1")) == ["sources/no-caution"]
    assert found(a_source("s1"), an_excerpt("e1"), caution="Nobody checked these.") == []
    assert found(a_source("s1", **CHECKED), an_excerpt("e1")) == []
    assert found(a_source("s1")) == []


@pytest.mark.parametrize(
    ("date", "accessed", "codes"),
    [
        ("2009", ["2009"], []),
        ("2009-05", ["2009"], []),
        ("2009-05-26", ["2009-05-26", "2020"], []),
        ("2009-05-26", ["2009-05-25"], ["sources/date-order"]),
        ("2009", ["2008-12"], ["sources/date-order"]),
        (None, ["2026-11-02"], ["sources/date-order"]),
        (None, ["2026-11-01"], []),
        ("2009", ["2008", "2027"], ["sources/date-order", "sources/date-order"]),
    ],
)
def test_a_source_is_read_after_it_was_published_and_not_in_the_future(
    date: str | None, accessed: list[str], codes: list[str]
) -> None:
    assert found(a_source("s1", date=date, accessed=accessed)) == codes


# ---- numbers to dial -----------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "words",
    [
        "Ring 8-801-100-16-11 at night.",
        "It is 0800 1111 for children.",
        "From abroad +375 17 123 45 67.",
        "Write it down: 08001111.",
        "Dial 112 in danger.",
        "You can call the police on 102.",
        "Call **7113** now.",
        "Call \uff11\uff11\uff12 now.",
        "Call 1\u200b1\u200b2 now.",
        "[Help](tel:112) is near.",
        "[Write to us](mailto:somebody@example.org).",
        "[Chat](https://wa.me/88011001611) now.",
        "Go to t.me/helpkids today.",
        "Write to somebody@example.org.",
        "[Write](https://chat.whatsapp.com/abc) to us.",
    ],
)
def test_a_number_to_dial_in_words_for_students_is_refused(words: str) -> None:
    assert found(a_definition("d1", text=words)) == ["help/number-in-text"]
    assert found(a_definition("d1", text={"D": {"core": "No number.", "easy": words}})) == ["help/number-in-text"]
    assert found(closing=words) == ["help/number-in-text"]
    assert found(a_statistic("f1", unit=words)) == ["help/number-in-text"]


@pytest.mark.parametrize(
    "words",
    [
        "Just under 47,000 people in 2020, and 27.6 million in 2022.",
        "From 2000 to 2025, or 2002-2018; on 26.08.2020; on 2020-08-26.",
        "Convention No. 182 (1999) and No. 29 (1930) of the ILO.",
        "In 2018 254 people were helped, of 1 751 000 in all.",
        "Callers in 2019 were 113; a text of 2011 says so.",
        "Article 3 (a) of 2000, 17 USC 107.",
        "She wrote on Telegram. Com was next.",
    ],
)
def test_figures_years_and_laws_are_no_numbers_to_dial(words: str) -> None:
    assert found(a_definition("d1", text=words)) == []


@pytest.mark.parametrize(
    "item",
    [
        a_source("s1", org="Police, call 112"),
        a_source("s1", author="Ring 0800 1111"),
        a_statistic("f1", place="Dial 112"),
        a_definition("d1", translations={"ru": "0800 1111"}),
    ],
)
def test_a_number_to_dial_in_a_line_that_all_readers_share_is_refused(item: Made) -> None:
    assert found(item) == ["help/number-in-text"]


@pytest.mark.parametrize(
    "words",
    [
        "[Chat](https://evil.example/room) with us.",
        "[Chat](https://EVIL.EXAMPLE:8080/) with us.",
        "Look at https://evil.example/room today.",
        "Look at www.evil.example today.",
        "Go to helpkids.com today.",
        "Go to help\u200bkids.com today.",
        "Go to ｈｅｌｐｋｉｄｓ．ｃｏｍ today.",
        "Go to HELP-KIDS.BY.",
        "[Here](https://known.example.evil.example/) it is.",
        "[Here](https://notknown.example/) it is.",
        "[Here](https://known.example@evil.example/) it is.",
    ],
)
def test_a_site_that_the_module_does_not_name_is_refused_in_words_for_students(words: str) -> None:
    source = a_source("s1", url="https://www.known.example/report")
    refused = {"help/address-in-text", "help/number-in-text"}
    assert refused & {*found(source, a_definition("d1", text=words))}
    assert refused & {*found(source, closing=words)}


@pytest.mark.parametrize(
    "words",
    [
        "[The report](https://known.example/part-2) is long.",
        "[The report](https://data.known.example/) is long, says known.example.",
        "In the U.S. it is known. Online is where we met; Mr.X and 3.5 com.",
        "She wrote it e.g. by hand, i.e. with a pen.",
    ],
)
def test_a_site_of_a_source_of_the_module_may_be_named(words: str) -> None:
    source = a_source("s1", url="https://www.known.example/report")
    assert "help/address-in-text" not in found(source, a_definition("d1", text=words))


@pytest.mark.parametrize(
    ("value", "is_refused"),
    [
        ("88011001611", True),
        ("375291234567", True),
        ("88011001000", False),
        ("8200000000", False),
        ("1751", False),
        ("299792458", False),
    ],
)
def test_a_figure_that_can_be_dialled_is_refused(value: str, is_refused: bool) -> None:
    codes = found(a_statistic("f1", value=value), place={"iso": "BY", "name": "Belarus"})
    assert ("help/figure-as-number" in codes) is is_refused


def test_a_part_of_a_figure_that_can_be_dialled_is_refused() -> None:
    figure = a_statistic("f1", value="88011001616", adds_up=True, parts=parts("88011001611", "5"))
    place = {"iso": "BY", "name": "Belarus"}
    told = [d.message for d in findings(figure, place=place) if d.code == "help/figure-as-number"]
    assert {message.partition(" ")[0] for message in told} == {"88011001616", "88011001611"}


@pytest.mark.parametrize(("day", "is_refused"), [("2026-11-02", True), ("2026-11-01", False), ("2027", True)])
def test_a_decision_to_loosen_a_rule_counts_from_its_day_on(day: str, is_refused: bool) -> None:
    decision = {"what": "topics.grooming.ceilings.C", "to": "4", "role": "safeguarding-lead", "on": day, "reason": "r"}
    policy = shipped_policy().model_copy(update={"raised": (Raised.model_validate(decision),)})
    told = check(a_module(), policy, today=TODAY, help_lines=registry())
    assert ("policy/decided-later" in [d.code for d in told]) is is_refused


def test_teachers_may_read_a_number_in_their_own_words() -> None:
    adults = a_definition("d1", text={"T": "Dial 112 in danger."})
    assert found(adults, a_question("q1", answer="Dial 112.")) == []


# ---- what the gate and the rules see in words ------------------------------------------------------------------------


@pytest.mark.parametrize(
    "typed", ["112", "1 1 2", "1-1-2", "(1) 1, 2", "1\u00ad1\u200b2", "①①②", "１１２", "١١٢", "1\u03361\u03362\u0336"]
)
def test_three_digits_are_one_number_however_they_are_kept_apart(typed: str) -> None:
    assert list(short_numbers(f"Police {typed}.")) == ["112"]


def test_digits_with_words_between_them_are_several_numbers() -> None:
    assert list(short_numbers("10 minutes, then 20 more")) == []
    assert list(long_numbers("from 2000 to 2025")) == []
    assert list(long_numbers("0800 1111")) == ["08001111"]


@pytest.mark.parametrize("words", ["see example.org", "t.me/abc", "HTTPS://X", "a@b", "www.x", "ex\u00adample.ORG now"])
def test_addresses_are_seen_with_and_without_their_scheme(words: str) -> None:
    assert has_bare_address(words)


def test_a_full_stop_between_two_words_is_no_address() -> None:
    assert not has_bare_address("Read it. Then ask, e.g. a friend.")


def test_an_empty_text_holds_no_number() -> None:
    assert (telephone(""), digits("no digits")) == ("", "")


# ---- explanations --------------------------------------------------------------------------------------------------

CODE = re.compile(r'"([a-z]+/[a-z]+(?:-[a-z]+)*)"')
AREAS = frozenset(("content", "env", "gate", "help", "internal", "letterhead", "new", "output", "pack", "pages",
                   "policy", "print", "project", "reading", "signoff", "template", "text", "theme", "waivers",
                   "yaml"))  # fmt: skip


def codes_in_the_program() -> set[str]:
    source = Path(__file__).parents[2] / "src/lessonpack"
    files = [path.read_text("utf-8") for path in source.rglob("*.py") if path.name != "catalogue.py"]
    found = {code for text in files for code in CODE.findall(text)}
    found |= {f"theme/{name}" for text in files for name in re.findall(r'"theme_([a-z]+)"', text)}
    return {code for code in found if code.partition("/")[0] in AREAS}


def test_every_code_that_the_program_can_tell_is_explained() -> None:
    assert sorted(code for code in codes_in_the_program() if not explain(code)) == []


def test_no_code_is_explained_twice_or_without_being_told_anywhere() -> None:
    rules = {rule.code for rule in RULES}
    assert rules & set(OTHERS) == set()
    assert sorted(set(OTHERS) - codes_in_the_program()) == []


def test_an_explanation_says_what_is_found_why_and_what_to_do() -> None:
    assert explain("numbers/parts-sum").split("\n")[0] == "numbers/parts-sum (error)"
    assert "What to do: mend the figures" in explain("numbers/parts-sum")
    assert explain("nothing/such") == ""
    assert nearest("numbers/part-sum")[0] == "numbers/parts-sum"


def test_the_list_has_every_code_once() -> None:
    names = [line.split()[0] for line in listed()]
    assert names == sorted({rule.code for rule in RULES} | set(OTHERS))

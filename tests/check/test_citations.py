"""How sources are used: cited, doubled, read long ago, restricted; and on what context notes rest."""

from __future__ import annotations

from typing import Any

import pytest

from tests.check.finding import count, told
from tests.modules import (
    Made,
    a_comparison,
    a_definition,
    a_help_line,
    a_note,
    a_question,
    a_source,
    an_excerpt,
    shipped_policy,
)

CAUTION: dict[str, Any] = {"caution": "Nobody checked these."}


# ---- used, doubled, old --------------------------------------------------------------------------------------------


def test_a_source_on_which_nothing_rests_is_noted() -> None:
    assert told("sources/never-cited", a_source("s1")) == [("note", "nothing in the module rests on `s1`")]


@pytest.mark.parametrize(
    "cited",
    [
        a_definition("d1", source="s1"),
        an_excerpt("e1"),
        a_question("q1", uses=["s1"]),
        a_question("q1", misconceptions=[{"wrong": "No.", "right": "Yes.", "source": "s1"}]),
        a_comparison(
            "c1",
            values=[
                {"place": "Here", "period": {"from": "2019", "to": "2019"}, "value": "1", "source": "s1"},
                {"place": "There", "period": {"from": "2019", "to": "2019"}, "value": "1"},
            ],
        ),
    ],
)
def test_whatever_names_a_source_cites_it(cited: Made) -> None:
    assert count("sources/never-cited", a_source("s1"), cited, **CAUTION) == 0


def test_one_maker_with_two_titles_in_a_year_is_noted() -> None:
    first = a_source("s1", org="United Nations", date="2003-05")
    twin = a_source("s2", org="united nations", date="2003", title="Another title altogether")
    assert told("sources/duplicate", first, twin) == [
        ("note", "`s2` may be `s1` under another title: united nations made both in 2003")
    ]
    later = a_source("s2", org="United Nations", date="2004")
    assert count("sources/duplicate", first, later) == 0
    assert count("sources/duplicate", first, a_source("s2", org="Another maker", date="2003")) == 0


def test_a_source_that_nobody_opened_for_years_is_noted() -> None:
    def noted(*accessed: str) -> list[tuple[str, str]]:
        return told("sources/last-access", a_source("s1", accessed=list(accessed)))

    assert noted("2020-08-26", "2009") == [
        ("note", "`s1` was last read 2020-08-26; its address may lead elsewhere by now")
    ]
    assert noted("2009", "2024") == noted() == []


@pytest.mark.parametrize(
    ("bands", "severity"), [(None, "warning"), (["A"], "warning"), (["B", "D"], "warning"), (["C"], "warning"),
                            (["D"], "note"), (["D", "T"], "note")],
)  # fmt: skip
def test_an_unverified_source_is_a_warning_below_the_eldest_even_with_a_caution(
    bands: list[str] | None, severity: str
) -> None:
    found = told("sources/unverified", a_source("s1", topics={}, bands=bands), **CAUTION)
    assert [told_as for told_as, _ in found] == [severity]
    assert told("sources/unverified", a_source("s1", topics={}, bands=bands))[0][0] == "warning"
    assert count("sources/unverified", a_source("s1")) == 0


# ---- restricted addresses --------------------------------------------------------------------------------------------

BY: dict[str, Any] = {"place": {"iso": "BY", "name": "Belarus"}}
BARRED = a_source("s1", url="https://www.example.org/report", restricted_in=["BY"])


@pytest.mark.parametrize(
    "words",
    ["Read [this](https://example.org/report).", "*Read [this](http://EXAMPLE.ORG/report/)*", "See example.org/report.",
     "Read [more](https://example.org/report/two)."],
)  # fmt: skip
def test_a_restricted_address_is_in_no_text(words: str) -> None:
    for item in (a_definition("d1", topics={}, text=words), a_definition("d1", text={"T": words})):
        found = told("sources/restricted-link", BARRED, item, **BY)
        assert {severity for severity, _ in found} == {"error"}
    assert count("sources/restricted-link", BARRED, a_definition("d1", text=words)) == 0
    other = {"place": {"iso": "PL", "name": "Poland"}}
    assert count("sources/restricted-link", BARRED, a_definition("d1", text=words), **other) == 0


def test_nor_does_it_come_in_by_another_way() -> None:
    link = [{"label": "More", "url": "https://example.org/report"}]
    assert told("sources/restricted-link", BARRED, links=link, **BY)[0][0] == "error"
    again = a_source("s2", url="https://example.org/report")
    assert told("sources/restricted-link", BARRED, again, **BY)[0][0] == "error"
    line = a_help_line("h1", web="https://example.org/report")
    assert told("sources/restricted-link", BARRED, help=["h1"], help_lines=(line,), **BY)[0][0] == "error"


def test_another_page_of_the_site_is_told_and_another_site_is_free() -> None:
    def of(url: str) -> list[str]:
        found = told("sources/restricted-link", BARRED, links=[{"label": "More", "url": url}], **BY)
        return [severity for severity, _ in found]

    assert of("https://example.org/") == of("https://example.org/report-2") == ["warning"]
    assert of("https://example.net/report") == []
    assert count("sources/restricted-link", BARRED, **BY) == 0


# ---- context ---------------------------------------------------------------------------------------------------------


def test_a_context_note_for_students_says_of_when_its_source_is() -> None:
    source = a_source("s1")
    assert told("sources/no-as-of", source, a_note("n1", topics={}, source="s1"))[0][0] == "error"
    assert count("sources/no-as-of", source, a_note("n1", topics={}, source="s1", as_of="2009")) == 0
    assert count("sources/no-as-of", source, a_note("n1", topics={}, text={"T": "x"}, source="s1")) == 0
    assert count("sources/no-as-of", a_note("n1", topics={})) == 0


@pytest.mark.parametrize("words", ["Belarus exports machines.", "The country has 9 per cent.", "Of 47 people 3 left."])
def test_what_is_said_of_a_country_or_counted_has_a_time(words: str) -> None:
    assert told("sources/no-as-of", a_note("n1", topics={}, text=words), **BY)[0][0] == "error"
    assert count("sources/no-as-of", a_note("n1", topics={}, text=words, as_of="2024"), **BY) == 0
    assert count("sources/no-as-of", a_note("n1", text=words), **BY) == 0


def test_a_note_that_rests_on_nothing_is_told_unless_it_teaches_a_skill() -> None:
    assert told("sources/no-footing", a_note("n1", topics={}))[0][0] == "warning"
    assert told("sources/no-footing", a_note("n1", topics={"migration": 1}))[0][0] == "warning"
    assert count("sources/no-footing", a_note("n1", topics={"personal_safety": 1})) == 0
    assert count("sources/no-footing", a_note("n1", topics={}, as_of="2024")) == 0
    assert count("sources/no-footing", a_note("n1")) == 0


def test_law_is_dated() -> None:
    assert count("sources/law-date", a_note("n1", kind="law")) == 1
    assert count("sources/law-date", a_note("n1", kind="law", as_of="2003")) == 0


def test_a_description_of_long_ago_is_told_and_a_law_of_long_ago_noted() -> None:
    assert told("sources/stale", a_note("n1", topics={}, as_of="2009"))[0][0] == "warning"
    assert told("sources/stale", a_note("n1", topics={}, as_of="1989", kind="law"))[0][0] == "note"
    assert count("sources/stale", a_note("n1", topics={}, as_of="2024")) == 0


def test_a_policy_can_call_things_old_sooner() -> None:
    policy = shipped_policy()
    strict = policy.model_copy(update={"caps": policy.caps.model_copy(update={"source_years": 1})})
    assert count("sources/stale", a_note("n1", topics={}, as_of="2024"), policy=strict) == 1

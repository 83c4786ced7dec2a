"""Sources, figures, rights and places: every row of the bibliography's and the essay's lessons."""

from __future__ import annotations

from typing import Any

import pytest

from tests.check.finding import count, told
from tests.modules import (
    Made,
    a_comparison,
    a_definition,
    a_note,
    a_question,
    a_source,
    a_statistic,
    an_excerpt,
)

RATED = {"personal_safety": 1}
CAUTION: dict[str, Any] = {"caution": "Nobody checked these."}


def source(**data: Any) -> Made:
    """A source about which everything is known."""
    known: dict[str, Any] = {"date": "2025", "url": "https://example.org/report"}
    return a_source("s1", topics=data.pop("topics", {}), **{**known, **data})


# ---- what is known of a source -----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("code", "missing", "enough"),
    [
        ("sources/no-maker", {"org": None}, {"org": None, "host": "An archive"}),
        ("sources/no-date", {"date": None}, {"date": None, "date_note": "No date is given."}),
        ("sources/no-address", {"url": None}, {"url": None, "url_note": "Address not recorded."}),
        ("sources/originality", {"format": "pupil-work"}, {"format": "pupil-work", "originality": "checked"}),
    ],
)
def test_what_is_not_known_of_a_source_is_told_unless_a_note_says_so(
    code: str, missing: dict[str, Any], enough: dict[str, Any]
) -> None:
    assert count(code, source()) == 0
    assert told(code, source(**missing))[0][0] == "warning"
    assert count(code, source(**enough)) == 0


def test_sources_that_are_all_old_are_told() -> None:
    assert count("sources/none-current", source(status="archived")) == 1
    assert count("sources/none-current", source(status="archived"), a_source("s2")) == 0
    assert told("sources/archived-only", source(status="archived"), a_source("s2"))[0][0] == "note"
    assert count("sources/archived-only", source()) == 0


def test_a_span_that_no_source_reaches_is_told() -> None:
    covered = {"coverage": {"from": 2000, "to": 2025}}
    assert count("sources/coverage", source(date="2020"), **covered) == 1
    assert count("sources/coverage", source(date="2022"), **covered) == 0


def test_an_excerpt_of_a_long_document_says_where_it_stands() -> None:
    long = source(pages=40)
    assert count("sources/no-locator", long, an_excerpt("e1"), **CAUTION) == 1
    assert count("sources/no-locator", long, an_excerpt("e1", locator="page 3"), **CAUTION) == 0
    assert count("sources/no-locator", source(pages=10), an_excerpt("e1"), **CAUTION) == 0


def test_excerpts_that_disagree_are_a_question_for_the_class() -> None:
    pair = (source(), an_excerpt("e1", topics=RATED, conflicts_with=["e2"]), an_excerpt("e2", topics=RATED))
    assert count("sources/conflict", *pair, **CAUTION) == 1
    assert count("sources/conflict", *pair, a_question("q1", topics=RATED, uses=["e1"]), **CAUTION) == 1
    assert count("sources/conflict", *pair, a_question("q1", topics=RATED, uses=["e1", "e2"]), **CAUTION) == 0


def test_contested_politics_needs_two_voices() -> None:
    one = a_definition("d1", topics={"state_policy": 2}, source="s1")
    other = a_definition("d2", topics={"state_policy": 2}, source="s2")
    assert count("sources/one-view", source(), one) == 1
    assert count("sources/one-view", source(), a_source("s2"), one, other) == 0
    assert count("sources/one-view", source(), a_definition("d1", topics={"state_policy": 1}, source="s1")) == 0


def test_who_gathered_the_material_is_named() -> None:
    assert count("sources/attribution", series="The older series") == 1
    assert count("sources/attribution", series="The older series", compiler="A teacher") == 0


def test_a_link_whose_address_was_lost_is_told() -> None:
    assert count("sources/link", links=[{"label": "Resources for teachers"}]) == 1
    assert count("sources/link", links=[{"label": "Resources", "url": "https://example.org"}]) == 0


def test_a_sensitive_module_tells_of_something_that_helped() -> None:
    good = a_note("n1", text={"T": "Workshops."}, kind="good-practice")
    assert told("sources/good-practice", a_definition("d1", topics=RATED))[0][0] == "note"
    assert count("sources/good-practice", a_definition("d1", topics=RATED), good) == 0
    assert count("sources/good-practice", a_definition("d1", topics={})) == 0


# ---- rights ----------------------------------------------------------------------------------------------------------


def quotation(length: int, *, students: int = 1, **data: Any) -> tuple[Made, Made]:
    text: dict[str, Any] = {"kind": "quote", "text": "word " * length, "student_text": "word " * students}
    return source(rights={"basis": "quotation", "licence": "CC BY 4.0"}, **data), an_excerpt("e1", topics={}, **text)


@pytest.mark.parametrize(
    ("pair", "codes"),
    [
        (quotation(150, students=90), []),
        (quotation(151), ["rights/long"]),
        (quotation(1, students=91), ["rights/long"]),
        (quotation(300), ["rights/long"]),
        (quotation(301), ["rights/too-long"]),
        (quotation(50, words=499), ["rights/too-long"]),
        (quotation(50, words=500), []),
    ],
)
def test_a_quotation_is_as_long_as_a_lesson_and_its_rights_allow(pair: tuple[Made, Made], codes: list[str]) -> None:
    found = [code for code in ("rights/long", "rights/too-long") if count(code, *pair, **CAUTION)]
    assert found == codes


def test_the_rights_of_a_source_may_allow_less() -> None:
    held, excerpt = quotation(20)
    held.data["rights"]["max_words"] = 19
    assert count("rights/too-long", held, excerpt, **CAUTION) == 1


def test_a_retelling_may_be_longer_and_needs_no_licence() -> None:
    retold = an_excerpt("e1", text="word " * 400)
    assert count("rights/too-long", source(), retold, **CAUTION) == 0
    assert count("rights/licence", source(), retold, **CAUTION) == 0
    quote = an_excerpt("e1", kind="quote", text="A few words.")
    assert count("rights/licence", source(), quote, **CAUTION) == 1


def test_a_pack_that_is_passed_on_quotes_with_a_licence_alone() -> None:
    quote = an_excerpt("e1", kind="quote", text="A few words.")
    on: dict[str, Any] = {**CAUTION, "redistribute": True}
    assert told("rights/redistribution", source(), quote, **on)[0][0] == "error"
    assert count("rights/redistribution", source(), quote, **CAUTION) == 0
    assert count("rights/redistribution", source(), an_excerpt("e1"), **on) == 0
    licensed = source(rights={"basis": "licence", "licence": "CC BY 4.0"})
    assert count("rights/redistribution", licensed, quote, **on) == 0


# ---- figures ---------------------------------------------------------------------------------------------------------


def parts(*values: int) -> list[dict[str, str]]:
    return [{"label": f"part {n}", "value": str(value)} for n, value in enumerate(values)]


def test_the_essays_sum_fails_by_61_unless_the_fault_is_the_lesson() -> None:
    essay: dict[str, Any] = {"value": "5605", "parts": parts(4973, 690, 3)}
    (found,) = told("numbers/parts-sum", a_statistic("f1", **essay))
    assert found == ("error", "the parts make 5666, the value is 5605: a difference of +61")
    assert count("numbers/parts-sum", a_statistic("f1", **essay, adds_up=False)) == 0


def test_nine_routes_pass_by_sum_and_by_count() -> None:
    nine: dict[str, Any] = {"value": "9", "parts": parts(3, 3, 1, 1, 1)}
    assert count("numbers/parts-sum", a_statistic("f1", **nine, parts_count=5)) == 0
    assert count("numbers/parts-count", a_statistic("f1", **nine, parts_count=5)) == 0
    assert told("numbers/parts-count", a_statistic("f1", **nine, parts_count=4))[0][0] == "error"


@pytest.mark.parametrize(
    ("value", "numbers", "is_sound"),
    [("141", (14, 4, 123), True), ("367", (184, 161, 22), True), ("367", (163, 142, 17, 7, 6, 11), False),
     ("223", (135, 60, 28), True)],
)  # fmt: skip
def test_sums_of_other_countries(value: str, numbers: tuple[int, ...], is_sound: bool) -> None:
    assert count("numbers/parts-sum", a_statistic("f1", value=value, parts=parts(*numbers))) == (0 if is_sound else 1)


def test_a_change_leads_from_the_earlier_figure_to_the_later() -> None:
    change = {"per_cent": "11", "since": "2017"}
    assert count("numbers/change", a_statistic("f1", value="1751", change={**change, "previous": "1577"})) == 0
    assert count("numbers/change", a_statistic("f1", value="1751", change=change)) == 0
    (found,) = told("numbers/change", a_statistic("f1", value="1751", change={**change, "previous": "1640"}))
    assert found == ("error", "from 1640 to 1751 is +6.8 per cent, not 11")


def test_cases_are_never_divided_by_people() -> None:
    cases, people = a_statistic("f1", unit="recorded offences"), a_statistic("f2", unit="victims")
    ratio = a_statistic("f3", unit="per offence", ratio_of=["f2", "f1"])
    assert told("numbers/mixed-units", cases, people, ratio) == [
        ("error", "`f2` counts victims and `f1` counts recorded offences: no ratio of the two means anything")
    ]
    same = a_statistic("f1", unit="Victims")
    assert count("numbers/mixed-units", same, people, ratio) == 0


def test_a_table_counts_one_thing() -> None:
    period = {"from": "2019", "to": "2019"}
    values = [{"place": p, "period": period, "value": "3"} for p in ("Here", "There")]
    mixed = [{**values[0], "unit": "cases"}, values[1]]
    assert count("numbers/mixed-units", a_comparison("c1", unit="people", values=mixed)) == 1
    assert count("numbers/mixed-units", a_comparison("c1", unit="cases", values=mixed)) == 0


def test_different_times_in_one_table_are_told_unless_the_class_is_asked() -> None:
    values = [
        {"place": "Here", "period": {"from": "2018", "to": "2022"}, "value": "148"},
        {"place": "There", "period": {"from": "2022", "to": "2022"}, "value": "141"},
    ]
    assert count("numbers/mixed-years", a_comparison("c1", values=values)) == 1
    assert count("numbers/mixed-years", a_comparison("c1", values=values, question="Can you compare these?")) == 0


def test_different_measures_in_one_table_are_told_unless_the_class_is_asked() -> None:
    year = {"from": "2019", "to": "2019"}
    values = [{"place": "Here", "period": year, "value": "1"}, {"place": "There", "period": year, "value": "2"}]
    mixed = [values[0], {**values[1], "definition": "Only those who asked."}]
    assert told("numbers/mixed-definitions", a_comparison("c1", values=mixed)) == [
        ("warning", "the value of There measures something else than the table")
    ]
    assert count("numbers/mixed-definitions", a_comparison("c1", values=values)) == 0
    assert count("numbers/mixed-definitions", a_comparison("c1", values=mixed, question="Can you compare?")) == 0


def test_a_comparison_has_at_least_two_places() -> None:
    def of(*places: str) -> list[tuple[str, str]]:
        period = {"from": "2019", "to": "2019"}
        values = [{"place": place, "period": period, "value": "1"} for place in places]
        return told("numbers/same-place", a_comparison("c1", values=values))

    assert of("Here", "There") == []
    assert of("Here", "here") == [("error", "here stands twice; the table compares 1 of 2 places")]
    assert of("Here", "There", "Here") == [("warning", "Here stands twice; the table compares 2 of 3 places")]


def test_a_figure_for_students_says_when_among_whom_and_by_whom() -> None:
    (found,) = told("numbers/incomplete", a_statistic("f1", topics={}))
    assert found == ("warning", "the figure does not say: period, population, counted_by")
    whole: dict[str, Any] = {"period": {"from": "2018", "to": "2018"}, "population": "All", "counted_by": "Police"}
    assert count("numbers/incomplete", a_statistic("f1", topics={}, **whole)) == 0
    assert count("numbers/incomplete", a_statistic("f1")) == 0


def test_a_figure_belongs_to_a_country_or_a_region_that_is_known() -> None:
    assert count("numbers/place", a_statistic("f1", place="Eastern Europe and South Caucasus")) == 0
    assert count("numbers/place", a_statistic("f1", place="Belarus")) == 0
    assert count("numbers/place", a_statistic("f1", place="Eastern parts")) == 1


def test_an_old_figure_is_noted_and_a_share_lies_between_0_and_100() -> None:
    old = a_statistic("f1", topics={}, period={"from": "2007", "to": "2007"})
    assert told("numbers/stale", old)[0][0] == "note"
    assert count("numbers/per-cent", a_statistic("f1", value="104", unit="per cent of victims")) == 1
    assert count("numbers/per-cent", a_statistic("f1", value="55", unit="per cent of victims")) == 0


# ---- places ----------------------------------------------------------------------------------------------------------


def test_a_country_and_its_calling_code_are_real() -> None:
    place = {"iso": "BY", "name": "Belarus", "calling_code": "+375", "neighbours": ["PL", "UA"]}
    assert count("places/country", place=place) == count("places/calling-code", place=place) == 0
    assert count("places/country", place={**place, "neighbours": ["PL", "QQ"]}) == 1
    assert count("places/country", place={"iso": "ZQ", "name": "Nowhere"}) == 1
    assert told("places/calling-code", place={**place, "calling_code": "+37"}) == [
        ("error", "BY is called with +375, not +37")
    ]

"""Why an item does not reach a class: one test for each reason, and for how one omission leads to another."""

from __future__ import annotations

from datetime import date

import pytest

from lessonpack.select.selection import Omission, Reason
from tests.modules import (
    Made,
    a_comparison,
    a_definition,
    a_help_line,
    a_module,
    a_note,
    a_question,
    a_source,
    a_statistic,
    an_activity,
    an_excerpt,
    registry,
    students,
    teacher,
)


def reasons(*items: Made, band: str = "C") -> dict[str, Reason]:
    return {o.item: o.reason for o in students(a_module(*items), band).omitted}


def test_an_item_without_topics_is_the_teachers() -> None:
    assert students(a_module(a_definition("d1"))).omitted == (Omission("d1", "definition", Reason.UNRATED),)


def test_an_item_with_empty_topics_is_rated_and_reaches_every_band() -> None:
    module = a_module(a_definition("d1", topics={}))
    assert [students(module, band).kept for band in "ABCD"] == [("d1",)] * 4


def test_an_item_above_the_ceiling_is_withheld_with_topic_found_and_limit() -> None:
    module = a_module(a_definition("d1", topics={"child_rights": 1, "grooming": 2}))
    (omission,) = students(module, "B").omitted
    assert omission == Omission("d1", "definition", Reason.ABOVE_CEILING, topic="grooming", found=2, limit=1)
    assert omission.said() == "grooming has intensity 2; this band meets at most 1"


def test_an_item_at_the_ceiling_is_kept() -> None:
    assert students(a_module(a_definition("d1", topics={"grooming": 1})), "B").kept == ("d1",)


@pytest.mark.parametrize("band", "ABCD")
def test_what_has_intensity_five_is_printed_for_nobody(band: str) -> None:
    module = a_module(a_definition("d1", topics={"statistics": 5}), a_definition("d2", topics={}))
    assert students(module, band).omitted == (
        Omission("d1", "definition", Reason.NEVER, topic="statistics", found=5, limit=5),
    )
    assert teacher(module, band).kept == ("d2",)


def test_an_item_for_other_bands_is_withheld() -> None:
    assert reasons(a_definition("d1", topics={}, bands=["B", "D"])) == {"d1": Reason.NOT_FOR_BAND}
    assert reasons(a_definition("d1", topics={}, bands=[])) == {"d1": Reason.NOT_FOR_BAND}


@pytest.mark.parametrize(
    "item",
    [
        a_definition("i1", topics={}, text={"D": "Only for the older."}),
        a_definition("i1", topics={}, term={"T": "Only for adults"}),
        a_note("i1", topics={}, heading={"D": "older"}),
        an_excerpt("i1", topics={}, student_text=None),
        an_excerpt("i1", topics={}, student_text={"D": "older"}),
        a_statistic("i1", topics={}, label={"D": "older"}),
        a_statistic("i1", topics={}, parts=[{"label": {"D": "older"}, "value": "47"}]),
        a_comparison("i1", topics={}, definition={"D": "older"}),
        a_question("i1", topics={}, text={"D": "older"}),
        an_activity("i1", topics={}, steps=["for all", {"D": "older"}]),
        a_source("i1", topics={}, org=None),
        a_source("i1", topics={}, org=None, student_title={"D": "older"}),
    ],
)
def test_an_item_without_words_for_the_band_is_withheld(item: Made) -> None:
    assert reasons(item, a_source("s1", topics={}))["i1"] is Reason.NO_TEXT


def test_an_excerpt_of_a_withdrawn_source_falls_with_it() -> None:
    found = reasons(a_source("s1", topics={}, verification="withdrawn"), an_excerpt("e1", topics={}))
    assert found == {"s1": Reason.WITHDRAWN, "e1": Reason.NEEDS_WITHHELD}


def test_a_comparison_falls_with_the_source_of_one_of_its_values() -> None:
    period = {"from": "2019", "to": "2019"}
    values = [
        {"place": "Here", "period": period, "value": "1", "source": "s1"},
        {"place": "There", "period": period, "value": "2"},
    ]
    found = reasons(a_source("s1", topics={}, verification="withdrawn"), a_comparison("c1", topics={}, values=values))
    assert found["c1"] is Reason.NEEDS_WITHHELD


def test_a_chain_of_needs_falls_as_a_whole_and_each_names_what_it_needs() -> None:
    module = a_module(
        a_source("s1"),
        a_definition("d1", topics={}, source="s1"),
        a_question("q1", topics={}, uses=["d1"]),
        an_activity("a1", topics={}, uses=["q1"]),
    )
    needed = {o.item: o.needs for o in students(module).omitted}
    assert needed == {"s1": "", "d1": "s1", "q1": "d1", "a1": "q1"}


def test_a_circle_of_needs_is_kept_when_nothing_in_it_is_withheld_and_falls_otherwise() -> None:
    kept = a_module(a_question("q1", topics={}, uses=["q2"]), a_question("q2", topics={}, uses=["q1"]))
    assert students(kept).kept == ("q1", "q2")
    lost = a_module(a_question("q1", topics={}, uses=["q2"]), a_question("q2", uses=["q1"]))
    assert {o.item: o.reason for o in students(lost).omitted} == {"q1": Reason.NEEDS_WITHHELD, "q2": Reason.UNRATED}


@pytest.mark.parametrize(
    "item",
    [
        a_question("i1", topics={}, text="What does {d1} mean?"),
        a_question("i1", topics={}, text={"C": {"core": "What?", "easy": "What is **a {d1}**?"}}),
        a_statistic("i1", topics={}, unit="cases of {d1}"),
        an_excerpt("i1", topics={}, locator="Part on {d1}"),
        an_activity("i1", topics={}, steps=["Sort [the {d1}](https://example.org)."]),
    ],
)
def test_an_item_that_names_a_withheld_definition_by_its_term_is_withheld(item: Made) -> None:
    found = reasons(a_source("s1", topics={}), a_definition("d1", topics={"grooming": 4}), item)
    assert found == {"d1": Reason.ABOVE_CEILING, "i1": Reason.NEEDS_WITHHELD}


def test_naming_a_withheld_definition_where_only_teachers_or_other_bands_read_costs_nothing() -> None:
    question = a_question("q1", topics={}, text={"C": "Who helps?", "D": "What is {d1}?"}, answer="Not {d1}.")
    assert reasons(a_definition("d1"), question) == {"d1": Reason.UNRATED}


def test_a_mark_with_words_of_its_own_does_not_need_the_definition() -> None:
    assert reasons(a_definition("d1"), a_question("q1", topics={}, text="What is {d1|this}?")) == {"d1": Reason.UNRATED}


# ---- help lines ----------------------------------------------------------------------------------------------------

SENSITIVE = a_definition("d1", topics={"child_rights": 1})


@pytest.mark.parametrize(
    ("changes", "today", "reason"),
    [
        ({"status": "unverified"}, date(2026, 11, 1), Reason.NOT_CHECKED),
        ({"status": "disputed"}, date(2026, 11, 1), Reason.NOT_CHECKED),
        ({"status": "closed"}, date(2026, 11, 1), Reason.CLOSED),
        ({}, date(2026, 9, 30), Reason.NOT_CHECKED),
        ({}, date(2026, 10, 1), None),
        ({}, date(2027, 3, 30), None),
        ({}, date(2027, 3, 31), Reason.NOT_CHECKED),
        ({"recheck_days": 30}, date(2026, 10, 31), None),
        ({"recheck_days": 30}, date(2026, 11, 1), Reason.NOT_CHECKED),
        ({"verified_on": "2026"}, date(2026, 7, 1), Reason.NOT_CHECKED),
        ({"service": {"D": "older"}}, date(2026, 11, 1), Reason.NO_TEXT),
    ],
)
def test_students_get_a_help_line_only_while_its_check_is_good(
    changes: dict[str, object], today: date, reason: Reason | None
) -> None:
    lines = registry(a_help_line("h1", **changes))
    selection = students(a_module(SENSITIVE, help=["h1"]), help_lines=lines, today=today)
    assert [o.reason for o in selection.omitted] == ([reason] if reason else [])
    assert [line.id for line in selection.help] == ([] if reason else ["h1"])


def test_teachers_get_unchecked_help_lines_as_work_to_do_and_closed_ones_never() -> None:
    lines = registry(a_help_line("h1", status="unverified"), a_help_line("h2", status="closed"))
    selection = teacher(a_module(SENSITIVE, help=["h1", "h2"]), help_lines=lines)
    assert [(line.id, line.is_checked) for line in selection.help] == [("h1", False)]


def test_a_module_without_a_sensitive_topic_needs_no_help_lines_and_no_words_of_care() -> None:
    module = a_module(a_definition("d1", topics={"child_rights": 0}), help=["h1"])
    selection = students(module, help_lines=registry(a_help_line("h1")))
    assert (selection.help, selection.care) == ((), None)


def test_an_omission_holds_no_words_of_the_item() -> None:
    module = a_module(a_definition("d1", term="SECRETTERM", text="SECRETTEXT"))
    assert "SECRET" not in repr(students(module).omitted)


def test_an_item_that_carries_more_hard_topics_at_once_than_the_band_meets_is_withheld() -> None:
    two = a_definition("d1", topics={"trafficking_definition": 3, "migration": 3})
    assert reasons(two) == {"d1": Reason.HARD_TOGETHER}
    assert reasons(a_definition("d1", topics={"migration": 3})) == reasons(two, band="D") == {}


def test_a_sources_own_words_stay_milder_than_a_retelling() -> None:
    source, quote = a_source("s1", topics={}), an_excerpt("e1", topics={"migration": 3}, kind="quote")
    assert reasons(source, quote) == {"e1": Reason.QUOTE_TOO_STRONG}
    assert reasons(source, an_excerpt("e1", topics={"migration": 3})) == reasons(source, quote, band="D") == {}

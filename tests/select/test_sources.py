"""Views of what figures, corrections and sources rest on, and of help lines that are for other ages."""

from __future__ import annotations

from typing import Any

import pytest

from lessonpack.select.selection import Reason
from tests.modules import (
    a_comparison,
    a_definition,
    a_help_line,
    a_module,
    a_question,
    a_source,
    registry,
    students,
    teacher,
)

SENSITIVE = a_definition("d1", topics={"personal_safety": 2})


def test_every_day_on_which_a_source_was_read_is_kept_in_the_order_of_time() -> None:
    read = ["2020-08-26", "2009", "2020", "2011-05", "2011-05-02"]
    (source,) = teacher(a_module(a_source("s1", topics={}, accessed=read), SENSITIVE)).sources
    assert [str(day) for day in source.accessed] == ["2009", "2011-05", "2011-05-02", "2020", "2020-08-26"]


def test_a_teacher_gets_the_dated_sources_along_time_and_a_class_does_not() -> None:
    dates = {"s1": "2011", "s2": "2009-05", "s3": None, "s4": "2009", "s5": "2020-08-26", "s6": "2009-05-02"}
    made = [a_source(name, topics={}, **({"date": day} if day else {})) for name, day in dates.items()]
    module = a_module(*made, SENSITIVE)
    years = [(str(entry.year), [source.id for source in entry.sources]) for entry in teacher(module).years]
    assert years == [("2009", ["s4", "s2", "s6"]), ("2011", ["s1"]), ("2020", ["s5"])]
    assert [source.number for source in teacher(module).years[0].sources] == [4, 2, 6]
    assert students(module).years == ()


def test_a_correction_names_what_it_rests_on_to_the_teacher() -> None:
    slips: list[dict[str, Any]] = [{"wrong": "No.", "right": "Yes.", "source": "s1"}, {"wrong": "A.", "right": "B."}]
    module = a_module(a_source("s1", topics={}), a_question("q1", topics={}, misconceptions=slips))
    (question,) = teacher(module).questions
    assert [slip.citation and slip.citation.source.id for slip in question.misconceptions] == ["s1", None]


def test_a_place_that_measures_something_else_says_so() -> None:
    year = {"from": "2019", "to": "2019"}
    values: list[dict[str, Any]] = [
        {"place": "Here", "period": year, "value": "1"},
        {"place": "There", "period": year, "value": "2", "definition": "Only adults."},
    ]
    (table,) = students(a_module(a_comparison("c1", topics={}, values=values))).comparisons
    assert [value.definition and str(value.definition) for value in table.values] == [None, "Only adults."]


@pytest.mark.parametrize(("band", "is_offered"), [("B", False), ("C", False), ("D", True)])
def test_a_line_that_the_young_cannot_use_alone_is_not_offered_to_them(band: str, is_offered: bool) -> None:
    lines = registry(a_help_line("h1", ages=[14, 17]))
    selection = students(a_module(SENSITIVE, help=["h1"]), band, help_lines=lines)
    assert [line.id for line in selection.help] == (["h1"] if is_offered else [])
    reasons = [(o.item, o.reason) for o in selection.omitted if o.item == "h1"]
    assert reasons == ([] if is_offered else [("h1", Reason.NOT_FOR_BAND)])


def test_the_gate_watches_for_what_the_band_and_the_subject_leave_blocked() -> None:
    def watched(band: str, *subjects: str) -> tuple[str, ...]:
        module = a_module(a_definition("d1", topics={}), subjects=list(subjects))
        return students(module, band).watched.blocked

    assert "slave*" in watched("B")
    assert "slave*" not in watched("B", "History")
    assert all("intercourse" in watched(band, "History") for band in "ABCD")
    seen = students(a_module(a_definition("d1", topics={})), "D").watched
    assert "sexting" in seen.outdated
    assert not {"pimp*", "(victim|victims)", "lifestyle*"} & set(seen.outdated)
    assert any(title.startswith("Optional Protocol to the Convention") for title in seen.allowed)

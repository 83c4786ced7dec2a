"""What a selection says of itself: signatures, profile, balance, watched words, and what is left out."""

from __future__ import annotations

from typing import Any

import pytest

from lessonpack.model.policy import Policy
from lessonpack.select.selection import LeftOut
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
    shipped_policy,
    students,
    teacher,
)
from tests.select.test_limits import a_factor

CALM = a_definition("calm", topics={})
SENSITIVE = a_definition("grave", topics={"child_rights": 1})


def test_a_selection_names_its_band_and_the_ages_in_it() -> None:
    selection = students(a_module(CALM), "C")
    assert (selection.band_name, selection.ages) == (shipped_policy().bands["C"].name, (12, 14))


def test_a_harmless_module_is_signed_by_its_author_alone_and_any_other_by_everybody() -> None:
    assert [s.role for s in students(a_module(CALM)).sign_offs] == ["author"]
    everybody = ["author", "second-teacher", "safeguarding-lead", "help-verifier"]
    assert [s.role for s in students(a_module(SENSITIVE)).sign_offs] == everybody


def test_the_words_that_protect_are_there_where_something_sensitive_is_and_the_classs_for_its_teacher() -> None:
    for module, is_there in ((a_module(CALM), False), (a_module(SENSITIVE), True)):
        sheet, guide = students(module), teacher(module)
        found = [care is not None for care in (sheet.care, guide.care, guide.class_care)]
        assert found == [is_there] * 3
        assert sheet.class_care is None


def test_a_teacher_gets_what_the_class_gets_though_nothing_is_written_for_adults() -> None:
    module = a_module(a_definition("d1", topics={}, text={"C": "For pupils."}), a_definition("d2", text={"C": "x"}))
    assert [(d.id, str(d.text)) for d in teacher(module).definitions] == [("d1", "For pupils.")]


@pytest.mark.parametrize(
    "item",
    [
        a_note("i1", text={"T": "For adults."}),
        a_statistic("i1", label={"T": "For adults."}),
        a_comparison("i1", indicator={"T": "For adults."}),
        a_factor("i1", risk={"T": "For adults."}),
        an_excerpt("i1", student_text=None),
    ],
)
def test_background_of_every_kind_that_is_written_for_adults_is_the_teachers(item: Made) -> None:
    assert "i1" in teacher(a_module(a_source("s1", topics={}), item)).kept


@pytest.mark.parametrize(
    "item",
    [
        a_note("i1", text={"C": "For pupils."}),
        a_statistic("i1", label={"C": "For pupils."}),
        a_comparison("i1", indicator={"C": "For pupils."}),
        a_factor("i1", risk={"C": "For pupils."}),
        a_question("i1"),
        an_activity("i1"),
    ],
)
def test_what_is_withheld_and_not_written_for_adults_is_nobodys(item: Made) -> None:
    assert teacher(a_module(item, CALM)).kept == ("calm",)


# ---- profile and balance ---------------------------------------------------------------------------------------------


def test_the_profile_has_the_strongest_of_each_topic_that_the_class_meets_in_the_policys_order() -> None:
    module = a_module(
        a_definition("d1", topics={"grooming": 1, "child_rights": 2}),
        a_definition("d2", topics={"grooming": 2, "control": 0}),
        a_definition("d3", topics={"grooming": 1, "migration": 4}),
    )
    names = shipped_policy().topics
    assert [(str(r.topic), r.found, r.limit) for r in teacher(module).profile] == [
        (names["child_rights"].name, 2, 3),
        (names["grooming"].name, 2, 3),
    ]
    assert students(module).profile == ()


@pytest.mark.parametrize(
    ("items", "harm", "protective"),
    [
        ([a_definition("d1", topics={"forced_labour": 2})], 1, 0),
        ([a_definition("d1", topics={"forced_labour": 1})], 0, 0),
        ([a_definition("d1", topics={"child_rights": 1})], 0, 1),
        ([a_definition("d1", topics={"child_rights": 0})], 0, 0),
        ([a_definition("d1", topics={"child_rights": 1, "forced_labour": 2})], 1, 1),
        ([a_definition("d1", topics={"child_rights": 1, "unheard_of": 0})], 0, 1),
        ([a_source("s1", topics={"child_rights": 1}), a_source("s2", topics={"forced_labour": 2})], 0, 0),
        ([a_definition("d1", topics={"child_rights": 4}), a_definition("d2", text={"T": "For adults."})], 0, 0),
        ([a_question(f"q{n}", topics={"child_rights": 1}) for n in range(3)], 0, 3),
    ],
)
def test_harm_and_what_protects_are_counted_over_what_the_class_gets(
    items: list[Made], harm: int, protective: int
) -> None:
    for selection in (students(a_module(*items)), teacher(a_module(*items))):
        balance = selection.balance
        assert (len(balance.harm), len(balance.protective), balance.least) == (harm, protective, 1)


def test_a_band_for_which_the_policy_asks_no_balance_has_none() -> None:
    caps = shipped_policy().caps.model_copy(update={"protective_ratio": {"A": 2}})
    policy = shipped_policy().model_copy(update={"caps": caps})
    assert [students(a_module(CALM), band, policy=policy).balance.least for band in "AB"] == [2, 0]


# ---- watched words and kinds of help ---------------------------------------------------------------------------------


def with_terms(*terms: dict[str, Any]) -> Policy:
    data = shipped_policy().model_dump()
    data["lexicon"] = {"en": {"terms": list(terms), "blocked": {"C": ["for C"], "D": ["for D"]}, "allowed": ["not C"]}}
    return Policy.model_validate(data)


def test_a_template_is_watched_for_the_bands_words_and_for_those_that_are_wrong_in_any_company() -> None:
    policy = with_terms(
        {"id": "wrong", "match": ["old word", "other word"], "use": "new", "severity": "error"},
        {"id": "mild", "match": ["mild word"], "use": "new", "severity": "warning"},
        {"id": "nearby", "match": ["client"], "near": ["child*"], "use": "new", "severity": "error"},
    )
    watched = students(a_module(CALM), "C", policy=policy).watched
    assert (watched.blocked, watched.outdated, watched.allowed) == (("for C",), ("old word", "other word"), ("not C",))
    assert students(a_module(CALM), "A", policy=policy).watched.blocked == ()


def test_a_final_sheet_names_the_kinds_of_help_that_the_policy_asks_of_its_band() -> None:
    assert [students(a_module(CALM), band).help_kinds for band in "BC"] == [
        ("emergency", "child-helpline"),
        ("emergency", "child-helpline", "online"),
    ]


def test_each_document_needs_the_parts_of_its_reader() -> None:
    required = shipped_policy().required
    assert students(a_module(CALM)).required == required.student
    assert teacher(a_module(CALM)).required == required.teacher


# ---- what is left out ------------------------------------------------------------------------------------------------


def test_what_is_left_out_is_counted_by_reason_and_names_each_kind_once() -> None:
    lines = registry(a_help_line("h1", status="closed"))
    module = a_module(
        SENSITIVE,
        a_definition("d1"),
        a_definition("d2"),
        a_note("n1"),
        a_question("q1", topics={}, bands=["D"]),
        help=["h1", "h9"],
    )
    found = students(module, help_lines=lines)
    assert [o.item for o in found.omitted] == ["d1", "d2", "n1", "q1", "h1"]
    assert found.left_out == (
        LeftOut("Background for the teacher only", "definition, context note", 3),
        LeftOut("Written for another age group", "question", 1),
        LeftOut("Help lines that are out of service", "help line", 1),
    )
    assert teacher(module, help_lines=lines).help == ()


@pytest.mark.parametrize(
    "item",
    [
        CALM,
        a_note("i1", topics={}),
        an_excerpt("i1", topics={}),
        a_statistic("i1", topics={}),
        a_comparison("i1", topics={}),
        a_factor("i1", topics={}),
        a_question("i1", topics={}),
        an_activity("i1", topics={}),
    ],
)
def test_an_item_of_any_kind_makes_a_document_and_sources_alone_make_none(item: Made) -> None:
    source = a_source("s1", topics={})
    assert not students(a_module(source, item)).is_empty
    assert students(a_module(source)).is_empty

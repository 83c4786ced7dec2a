"""What a class does not get though each ceiling would let it pass, and which reason is told where there are several."""

from __future__ import annotations

from typing import Any

import pytest

from lessonpack.model.policy import Policy
from lessonpack.select.selection import Omission, Reason
from tests.modules import (
    Made,
    a_comparison,
    a_definition,
    a_module,
    a_note,
    a_question,
    a_source,
    a_statistic,
    an_activity,
    an_excerpt,
    shipped_policy,
    students,
)


def a_factor(item: str, *, topics: dict[str, int] | None = None, **data: Any) -> Made:
    rated = {} if topics is None else {"topics": topics}
    words = {"risk": f"Risk {item}.", "protection": f"Protection {item}."}
    return Made("factors", {"id": item, **rated, "level": "family", **words, **data})


def omitted(*items: Made, band: str = "C", policy: Policy | None = None) -> dict[str, Omission]:
    return {o.item: o for o in students(a_module(*items), band, policy=policy).omitted}


def reasons(*items: Made, band: str = "C") -> dict[str, Reason]:
    return {name: o.reason for name, o in omitted(*items, band=band).items()}


# ---- hard topics together --------------------------------------------------------------------------------------------


def test_an_item_with_more_hard_topics_than_the_band_meets_at_once_is_withheld() -> None:
    hard = a_definition("d1", topics={"child_rights": 3, "migration": 3})
    assert omitted(hard)["d1"] == Omission("d1", "definition", Reason.HARD_TOGETHER, found=2, limit=1)
    assert omitted(hard, band="D") == {}
    assert omitted(a_definition("d1", topics={"child_rights": 3, "migration": 2, "grooming": 2})) == {}


# ---- a source's own words --------------------------------------------------------------------------------------------


def an_excerpt_of(kind: str, **topics: int) -> tuple[Made, Made]:
    return a_source("s1", topics={}), an_excerpt("e1", topics=topics, kind=kind)


def test_a_sources_own_words_are_milder_than_a_retelling() -> None:
    told = omitted(*an_excerpt_of("quote", child_rights=3, grooming=2))["e1"]
    assert told == Omission("e1", "excerpt", Reason.QUOTE_TOO_STRONG, topic="child_rights", found=3, limit=2)
    assert omitted(*an_excerpt_of("quote", child_rights=2, grooming=2)) == {}
    assert omitted(*an_excerpt_of("quote")) == {}
    assert omitted(*an_excerpt_of("quote", child_rights=3), band="D") == {}
    for kind in ("paraphrase", "summary", "abstract"):
        assert omitted(*an_excerpt_of(kind, child_rights=3)) == {}
    assert omitted(a_definition("d1", topics={"child_rights": 3})) == {}


def test_the_strongest_topic_of_a_quotation_is_told_whatever_the_order_of_typing() -> None:
    limits = shipped_policy().caps.model_copy(update={"quote_max": {"C": 1}})
    policy = shipped_policy().model_copy(update={"caps": limits})
    for topics in ({"migration": 2, "child_rights": 3}, {"child_rights": 3, "migration": 2}):
        assert omitted(*an_excerpt_of("quote", **topics), policy=policy)["e1"].topic == "child_rights"
    for topics in ({"migration": 2, "child_rights": 2}, {"child_rights": 2, "migration": 2}):
        assert omitted(*an_excerpt_of("quote", **topics), policy=policy)["e1"].topic == "migration"


# ---- which ceiling is told -------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("topics", "told", "limit"),
    [
        ({"grooming": 2, "control": 3}, "control", 0),
        ({"control": 2, "grooming": 3}, "control", 0),
        ({"grooming": 3, "forced_labour": 3}, "forced_labour", 1),
        ({"child_rights": 4, "control": 1}, "child_rights", 2),
    ],
)
def test_the_topic_that_is_furthest_above_its_ceiling_is_told_whatever_the_order_of_typing(
    topics: dict[str, int], told: str, limit: int
) -> None:
    for typed in (topics, dict(reversed(topics.items()))):
        found = omitted(a_definition("d1", topics=typed), band="B")["d1"]
        assert (found.reason, found.topic, found.limit) == (Reason.ABOVE_CEILING, told, limit)


def test_what_is_printed_for_nobody_is_told_before_any_ceiling() -> None:
    found = omitted(a_definition("d1", topics={"control": 4, "child_rights": 5}), band="A")["d1"]
    assert (found.reason, found.topic, found.found, found.limit) == (Reason.NEVER, "child_rights", 5, 5)


def test_a_topic_is_told_to_people_by_the_policys_name_for_it() -> None:
    found = omitted(a_definition("d1", topics={"grooming": 4}), a_definition("d2", topics={"unheard_of": 1}))
    assert found["d1"].told() == f"{shipped_policy().topics['grooming'].name}: more than this age should meet"
    assert found["d2"].told() == "unheard_of: more than this age should meet"


@pytest.mark.parametrize("reason", Reason)
def test_every_reason_has_words_for_authors_and_for_teachers(reason: Reason) -> None:
    omission = Omission("d1", "definition", reason, topic="grooming", found=3, limit=1, needs="d2")
    assert omission.said()
    assert omission.told()


# ---- bands and words -------------------------------------------------------------------------------------------------


def test_an_item_for_the_band_is_kept() -> None:
    assert omitted(a_definition("d1", topics={}, bands=["B", "C"])) == {}


@pytest.mark.parametrize(
    "item",
    [
        a_note("i1", topics={}, text={"D": "older"}),
        a_comparison("i1", topics={}, indicator={"D": "older"}),
        a_factor("i1", topics={}, risk={"D": "older"}),
        a_factor("i1", topics={}, protection={"D": "older"}),
        a_factor("i1", topics={}, protection=None),
        an_activity("i1", topics={}, title={"D": "older"}),
    ],
)
def test_each_text_that_students_cannot_do_without_is_written_for_the_band(item: Made) -> None:
    assert reasons(item) == {"i1": Reason.NO_TEXT}


def test_a_source_that_students_know_by_who_made_it_needs_no_title_of_theirs() -> None:
    assert omitted(a_source("s1", topics={}, org=None, author="A pupil")) == {}
    assert omitted(a_source("s1", topics={})) == {}


# ---- needs -----------------------------------------------------------------------------------------------------------

PERIOD = {"from": "2019", "to": "2019"}
VALUES = [{"place": place, "period": PERIOD, "value": "1"} for place in ("Here", "There")]


@pytest.mark.parametrize(
    "item",
    [
        a_definition("i1", topics={}, source="s1"),
        a_note("i1", topics={}, source="s1"),
        an_excerpt("i1", topics={}),
        a_statistic("i1", topics={}, source="s1"),
        a_factor("i1", topics={}, source="s1"),
        a_comparison("i1", topics={}, source="s1"),
        a_comparison("i1", topics={}, values=[VALUES[0], {**VALUES[1], "source": "s1"}]),
        a_question("i1", topics={}, uses=["s1"]),
        an_activity("i1", topics={}, uses=["s1"]),
    ],
)
def test_every_kind_of_item_falls_with_what_it_rests_on(item: Made) -> None:
    assert reasons(a_source("s1"), item)["i1"] is Reason.NEEDS_WITHHELD
    assert "i1" not in reasons(a_source("s1", topics={}), item)


def test_an_item_that_falls_for_itself_keeps_its_own_reason() -> None:
    found = reasons(a_source("s1"), a_question("q1", topics={}, bands=["D"], uses=["s1"]))
    assert found == {"s1": Reason.UNRATED, "q1": Reason.NOT_FOR_BAND}

"""What holds for every module and policy: nothing is lost, nothing is added by strictness, age only adds."""

from __future__ import annotations

from itertools import pairwise
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from lessonpack.model.audience import Level
from lessonpack.model.module import Module
from lessonpack.model.policy import Policy
from lessonpack.select.selection import Reason, Selection
from tests.modules import (
    Made,
    a_definition,
    a_module,
    a_note,
    a_question,
    a_source,
    a_statistic,
    an_activity,
    an_excerpt,
    shipped_policy,
    strings_in,
    students,
    with_ceilings,
)

TOPICS = ("child_rights", "grooming", "statistics", "control")
BANDS = "ABCD"
RATINGS: st.SearchStrategy[dict[str, int] | None] = st.one_of(
    st.none(), st.dictionaries(st.sampled_from((*TOPICS, "unknown")), st.integers(0, 5), max_size=3), st.just({})
)
WORDS: st.SearchStrategy[Any] = st.one_of(
    st.just("Plain words."),
    st.just("It names {i0}."),
    st.dictionaries(
        st.sampled_from("ABCDT"),
        st.one_of(
            st.just("For the band."), st.fixed_dictionaries({"core": st.just("Core."), "easy": st.just("Easy.")})
        ),
        min_size=1,
    ),
)


def an_item(number: int, kind: int, topics: Any, words: Any, bands: Any, used: list[int]) -> Made:
    name, data = f"i{number}", {"topics": topics, **({"bands": bands} if bands is not None else {})}
    uses = [f"i{n}" for n in used]
    match kind:
        case 0:
            return a_note(name, **data, text=words)
        case 1:
            return a_statistic(name, **data, label=words, parts=[{"label": words, "value": "47"}])
        case 2:
            return a_question(name, **data, text=words, uses=uses)
        case 3:
            return an_activity(name, **data, steps=[words], uses=uses)
        case 4:
            return an_excerpt(name, **data, student_text=words)
        case _:
            return a_definition(name, **data, text=words, source="s1")


@st.composite
def modules(draw: st.DrawFn, *, everyone: bool = False) -> Module:
    """Items of all kinds that use each other; with `everyone`, ratings alone decide who reads them."""
    size = draw(st.integers(1, 5))
    items: list[Made] = [a_source("s1", topics=draw(RATINGS)), a_definition("i0", topics=draw(RATINGS))]
    for number in range(1, size + 1):
        words = st.just("Plain words.") if everyone else WORDS
        bands = st.none() if everyone else st.one_of(st.none(), st.lists(st.sampled_from("ABCDT"), unique=True))
        used = st.lists(st.integers(0, size), max_size=2, unique=True)
        items.append(an_item(number, draw(st.integers(0, 5)), draw(RATINGS), draw(words), draw(bands), draw(used)))
    return a_module(*items)


LIMITS = st.fixed_dictionaries({band: st.integers(0, 5) for band in "ABCDT"})
POLICIES = st.fixed_dictionaries(dict.fromkeys(TOPICS, LIMITS)).map(lambda c: with_ceilings(shipped_policy(), **c))


def climbing(steps: list[int]) -> dict[str, int]:
    return dict(zip("ABCDT", sorted(steps), strict=True))


MONOTONE = st.fixed_dictionaries(
    {t: st.lists(st.integers(0, 5), min_size=5, max_size=5).map(climbing) for t in TOPICS}
).map(lambda c: with_ceilings(shipped_policy(), **c))
EXAMPLES = settings(max_examples=60, deadline=None)


def highest(module: Module, selection: Selection) -> dict[str, int]:
    """Topic -> highest intensity among the kept items."""
    rated = [item.topics or {} for item in module.items() if item.id in selection.kept]
    return {topic: max(t.get(topic, 0) for t in rated) for topic in TOPICS} if rated else dict.fromkeys(TOPICS, 0)


@EXAMPLES
@given(modules(), POLICIES, st.sampled_from(BANDS))
def test_kept_and_omitted_are_everything_apart_and_each_omission_has_a_reason(
    module: Module, policy: Policy, band: str
) -> None:
    selection = students(module, band, policy=policy)
    omitted = [o.item for o in selection.omitted]
    assert sorted([*selection.kept, *omitted]) == sorted(item.id for item in module.items())
    assert {type(o.reason) for o in selection.omitted} <= {Reason}
    assert "" not in [o.said() for o in selection.omitted]


@EXAMPLES
@given(modules(), POLICIES, st.sampled_from(BANDS))
def test_nothing_kept_is_unrated_or_above_its_ceiling_or_needs_what_is_withheld(
    module: Module, policy: Policy, band: str
) -> None:
    kept = set(students(module, band, policy=policy).kept)
    for item in module.items():
        if item.id in kept:
            assert item.topics is not None
            assert all(intensity <= policy.ceiling(topic, band) for topic, intensity in item.topics.items())
            assert set(getattr(item, "uses", ())) | ({getattr(item, "source", None)} - {None}) <= kept


@EXAMPLES
@given(modules(), POLICIES, st.sampled_from(TOPICS), st.sampled_from(BANDS), st.sampled_from(BANDS))
def test_lowering_a_ceiling_never_adds_an_item(
    module: Module, policy: Policy, topic: str, lowered: str, band: str
) -> None:
    limits = {**policy.topics[topic].ceilings}
    limits[lowered] = max(0, limits[lowered] - 1)
    stricter = with_ceilings(policy, **{topic: limits})
    assert set(students(module, band, policy=stricter).kept) <= set(students(module, band, policy=policy).kept)


@EXAMPLES
@given(modules(everyone=True), MONOTONE)
def test_as_the_band_falls_no_topic_gets_stronger(module: Module, policy: Policy) -> None:
    shown = [highest(module, students(module, band, policy=policy)) for band in BANDS]
    for younger, older in pairwise(shown):
        assert all(younger[topic] <= older[topic] for topic in TOPICS)


@EXAMPLES
@given(modules(), POLICIES, st.sampled_from(BANDS))
def test_the_reading_level_changes_words_and_never_what_is_told(module: Module, policy: Policy, band: str) -> None:
    core, easy = (students(module, band, level=level, policy=policy) for level in Level)
    assert (core.kept, core.omitted) == (easy.kept, easy.omitted)
    assert highest(module, core) == highest(module, easy)


@EXAMPLES
@given(modules(), POLICIES, st.sampled_from(BANDS))
def test_a_withheld_definition_is_not_even_named(module: Module, policy: Policy, band: str) -> None:
    selection = students(module, band, policy=policy)
    if "i0" not in selection.kept:
        assert not any("term i0" in found for found in strings_in(selection))

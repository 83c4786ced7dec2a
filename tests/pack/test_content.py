"""The four modules that come with the program: whom they are for, and that each has what a lesson needs."""

from __future__ import annotations

import pytest

from lessonpack.check.readability import measure
from lessonpack.check.registry import check
from lessonpack.model.audience import Audience, Level, Role
from lessonpack.project import Project
from lessonpack.select.holdings import texts_of
from lessonpack.select.select import select
from lessonpack.select.selection import Selection
from tests.modules import ROOT, TODAY

BANDS = {
    "check-the-numbers": "CD",
    "safe-and-heard": "ABC",
    "trafficking-belarus": "CD",
    "water-cycle": "ABCD",
}
"""Module -> bands that it has a sheet for."""
SHEETS = [(module, band) for module, bands in BANDS.items() for band in bands]
SHIPPED = Project(ROOT)


def chosen(module: str, band: str, level: Level = Level.CORE, role: Role = Role.STUDENT) -> Selection:
    audience = Audience(role, band, level)
    return select(SHIPPED.module(module), audience, SHIPPED.policy, help_lines=SHIPPED.help_lines, today=TODAY)


def test_each_module_is_for_its_bands_and_no_other() -> None:
    assert set(SHIPPED.module_ids()) == set(BANDS)
    found = {m: "".join(b for b in "ABCD" if not chosen(m, b).is_empty) for m in BANDS}
    assert found == BANDS


@pytest.mark.parametrize("module", BANDS)
def test_no_rule_finds_an_error(module: str) -> None:
    found = check(SHIPPED.module(module), SHIPPED.policy, help_lines=SHIPPED.help_lines, today=TODAY)
    assert [str(finding) for finding in found if finding.is_error] == []


@pytest.mark.parametrize(("module", "band"), SHEETS)
def test_the_easy_sheet_tells_the_same_in_easier_words(module: str, band: str) -> None:
    core, easy = (chosen(module, band, level) for level in Level)
    assert easy.has_easy
    assert core.kept == easy.kept
    hard, light = (measure(_prose(sheet), "en") for sheet in (core, easy))
    assert light.grade() < hard.grade()
    assert light.mean_sentence() <= hard.mean_sentence()


def _prose(selection: Selection) -> str:
    parts = (selection.definitions, selection.context, selection.excerpts, selection.questions, selection.activities)
    return "\n".join(str(text) for text in texts_of(parts))


@pytest.mark.parametrize(("module", "band"), SHEETS)
def test_a_guide_has_goals_notes_activities_answers_and_misconceptions(module: str, band: str) -> None:
    guide = chosen(module, band, role=Role.TEACHER)
    assert guide.module.objectives
    assert guide.notes
    assert guide.activities
    assert all(question.answer for question in guide.questions)
    assert any(question.misconceptions for question in guide.questions)
    assert all(task.teacher for task in guide.activities)


@pytest.mark.parametrize("band", BANDS["water-cycle"])
def test_a_harmless_subject_needs_no_help_and_its_author_alone(band: str) -> None:
    guide = chosen("water-cycle", band, role=Role.TEACHER)
    assert (guide.care, guide.profile) == (None, ())
    assert [role.role for role in guide.sign_offs] == ["author"]


@pytest.mark.parametrize("band", BANDS["safe-and-heard"])
def test_of_what_people_do_to_others_the_young_read_what_protects_alone(band: str) -> None:
    """Intensity 1 is a skill or a right; harm itself is not described."""
    topics = {str(topic.name): topic for topic in SHIPPED.policy.topics.values()}
    rows = {str(row.topic): row.found for row in chosen("safe-and-heard", band, role=Role.TEACHER).profile}
    assert any(topics[name].protective for name in rows)
    assert {name: found for name, found in rows.items() if topics[name].harm and found > 1} == {}
    assert max(rows.values()) <= 2

"""The parts that no document may lack: each is missed where it is gone, and where one text of it is gone."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from lessonpack.diagnostics import LessonPackError
from lessonpack.gate.admit import admit, remarks
from lessonpack.model.audience import Role
from lessonpack.model.text import Text
from lessonpack.project import Project
from lessonpack.select.selection import Omission, Reason, Selection
from lessonpack.select.shown import MisconceptionView, ProfileRow, Signature
from lessonpack.tree.nodes import Cell, Document, Heading, HelpBox, Paragraph, Row, Run, Table, WriteIn
from tests.gate.projects import a_project, composed, selected
from tests.gate.test_gate import FULL
from tests.modules import a_definition, module_data

WHOLE: dict[str, Any] = {
    **FULL,
    "factors": [{"id": "k1", "topics": {}, "level": "family", "risk": "Alone.", "protection": "Together."}],
    "notes": [{"id": "n9", "title": "A note", "text": "Something to know."}],
    "links": [{"label": "A page", "url": "https://example.org/page"}, {"label": "Another page"}],
    "lint_waivers": [{"rule": "reading/words", "reason": "It is a name.", "by": "author", "on": "2026-10"}],
}
OTHER = Text.parse("No template prints this.")


@pytest.fixture(scope="module")
def project(tmp_path_factory: pytest.TempPathFactory) -> Project:
    """One for all tests, so that its templates are read once: whoever changes a template takes a project afresh."""
    return a_project(tmp_path_factory.mktemp("project"), WHOLE)


def missing(document: Document, selection: Selection) -> list[str]:
    """The parts that the gate misses."""
    try:
        admit(document, selection, template="t")
    except LessonPackError as fault:
        found = (re.search("leaves out the part `(.+)`", d.message) for d in fault.diagnostics)
        return sorted(match.group(1) for match in found if match)
    return []


# ---- parts that are gone ---------------------------------------------------------------------------------------------


@pytest.mark.parametrize("role", Role)
def test_a_document_without_a_body_lacks_every_part_that_has_no_need_of_a_condition(
    project: Project, role: Role
) -> None:
    made, selection = composed(project, "sample", role), selected(project, "sample", role)
    assert missing(made, selection) == []
    # A sheet that shows no excerpt needs no caution; what a sheet says of help, gate/no-help looks at.
    spared = {"caution"} if role is Role.TEACHER else {"caution", "help"}
    assert missing(replace(made, blocks=()), selection) == sorted({*selection.required} - spared)


def test_a_module_on_nothing_sensitive_needs_no_words_of_care(tmp_path: Path) -> None:
    calm = a_project(tmp_path, module_data(a_definition("d1", topics={})))
    made, selection = composed(calm, "sample", Role.STUDENT), selected(calm, "sample", Role.STUDENT)
    assert missing(replace(made, blocks=()), selection) == ["name_line", "title"]


def test_every_section_of_which_nothing_is_printed_is_counted(project: Project) -> None:
    made, selection = composed(project, "sample", Role.TEACHER), selected(project, "sample", Role.TEACHER)
    assert remarks(made, selection, template="t") == ()
    told = remarks(replace(made, blocks=()), selection, template="t")
    assert [d.message.removeprefix("nothing is printed of ").partition(",")[0] for d in told] == [
        "2 of the definitions",
        "1 of the context",
        "1 of the excerpts",
        "1 of the statistics",
        "1 of the comparisons",
        "1 of the factors",
        "1 of the questions",
        "1 of the activities",
        "1 of the notes",
        "2 of the links",
    ]


# ---- parts that lack one text ----------------------------------------------------------------------------------------

Change = Callable[[Selection], Selection]


def of_module(**changes: Any) -> Change:
    return lambda s: replace(s, module=replace(s.module, **changes))


def of_first(group: str, **changes: Any) -> Change:
    """The selection with the first item of a group changed."""

    def changed(selection: Selection) -> Selection:
        first, *others = getattr(selection, group)
        group_changed: dict[str, Any] = {group: (replace(first, **changes), *others)}
        return replace(selection, **group_changed)

    return changed


def of_care(field: str, part: str = "care", *, is_list: bool = False) -> Change:
    def changed(selection: Selection) -> Selection:
        care = getattr(selection, part)
        words = (*getattr(care, field), OTHER) if is_list else OTHER
        care_changed: dict[str, Any] = {part: replace(care, **{field: words})}
        return replace(selection, **care_changed)

    return changed


CARE = ("content_note", "opt_out", "grounding", "not_your_fault", "trusted_adult", "closing", "private")
OF_BOTH: list[tuple[str, Change]] = [
    ("title", of_module(title=OTHER)),
    ("caution", of_module(caution=OTHER)),
    *((field, of_care(field)) for field in CARE),
]
OF_STUDENTS: list[tuple[str, Change]] = [("ground_rules", of_care("ground_rules", is_list=True))]
OF_TEACHERS: list[tuple[str, Change]] = [
    ("ground_rules", of_care("ground_rules", "class_care", is_list=True)),
    ("disclosure", of_care("disclosure", is_list=True)),
    ("objectives", lambda s: replace(s, module=replace(s.module, objectives=(*s.module.objectives, OTHER)))),
    ("plan", of_first("activities", title=OTHER)),
    ("plan", of_first("activities", minutes=119)),
    ("sources", of_first("sources", title=OTHER)),
    ("answer_key", of_first("questions", answer=OTHER)),
    ("answer_key", of_first("activities", answer=OTHER)),
    ("answer_key", of_first("comparisons", answer=OTHER)),
    ("answer_key", of_first("questions", misconceptions=(MisconceptionView(OTHER, Text.parse("Answer"), None),))),
    ("answer_key", of_first("questions", misconceptions=(MisconceptionView(Text.parse("Answer"), OTHER, None),))),
    ("safeguarding_lead", of_care("trusted_adult")),
    ("help", of_first("help", id="h2")),
    ("left_out", lambda s: replace(s, omitted=(*s.omitted, Omission("x", "question", Reason.WITHDRAWN)))),
    ("profile", lambda s: replace(s, profile=(*s.profile, ProfileRow(OTHER, 1, 1)))),
    ("waivers", of_first("waivers", reason=OTHER)),
    ("sign_off", lambda s: replace(s, sign_offs=(*s.sign_offs, Signature("x", OTHER, None)))),
]


@pytest.mark.parametrize(
    ("role", "part", "change"),
    [
        *((role, *row) for role in Role for row in OF_BOTH),
        *((Role.STUDENT, *row) for row in OF_STUDENTS),
        *((Role.TEACHER, *row) for row in OF_TEACHERS),
    ],
)
def test_a_part_that_lacks_one_of_its_texts_is_missed(project: Project, role: Role, part: str, change: Change) -> None:
    selection = selected(project, "sample", role)
    assert (part in missing(composed(project, "sample", role), change(selection))) is (part in selection.required)


def test_a_smaller_heading_is_no_title(project: Project) -> None:
    made, selection = composed(project, "sample", Role.STUDENT), selected(project, "sample", Role.STUDENT)
    smaller = tuple(replace(b, level=2) if isinstance(b, Heading) and b.level == 1 else b for b in made.blocks)
    assert missing(replace(made, blocks=smaller), selection) == ["title"]


def test_blanks_in_the_help_box_are_no_line_for_a_name(project: Project) -> None:
    made, selection = composed(project, "sample", Role.STUDENT), selected(project, "sample", Role.STUDENT)
    assert any(isinstance(b, WriteIn) for h in made.blocks if isinstance(h, HelpBox) for b in h.blocks)
    unnamed = tuple(b for b in made.blocks if not isinstance(b, WriteIn))
    assert missing(replace(made, blocks=unnamed), selection) == ["name_line"]


def test_minutes_of_a_plan_stand_in_the_row_of_their_activity(project: Project) -> None:
    made, selection = composed(project, "sample", Role.TEACHER), selected(project, "sample", Role.TEACHER)

    def cell(text: str) -> Cell:
        return Cell((Paragraph((Run(text),)),))

    rows = Row((cell("activity a1"), cell("Pairs"))), Row((cell("activity a2"), cell("120")))
    (plan, *_) = (b for b in made.blocks if isinstance(b, Table) and len(b.body) == len(selection.activities))
    other = replace(plan, body=rows)
    assert missing(replace(made, blocks=tuple(other if b is plan else b for b in made.blocks)), selection) == ["plan"]

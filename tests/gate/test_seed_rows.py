"""What the two seed texts taught to print (`seed-requirements`, column "Rendered as"), row by row."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from lessonpack.model.audience import Role
from lessonpack.project import Project
from lessonpack.tree.nodes import Heading, Table
from lessonpack.tree.walk import all_lines, every_block, plain, text_of
from tests.gate.projects import a_project, composed
from tests.modules import (
    a_comparison,
    a_definition,
    a_factor,
    a_help_line,
    a_note,
    a_question,
    a_source,
    a_statistic,
    an_excerpt,
    module_data,
)

CALM = {"personal_safety": 2}
YEARS = {"from": "2018", "to": "2018"}
ESSAY: dict[str, Any] = {
    "title": "A student essay, about 2019",
    "org": None,
    "author": "withheld",
    "format": "pupil-work",
    "date_note": "No date is given; the content suggests 2019.",
}
SEED: dict[str, Any] = module_data(
    a_source("press", topics={}, date_note="No date is given (n.d.)."),
    a_source(
        "report", topics={}, date="2009", status="archived", url_note="A piece of an address was stuck to the date.",
        accessed=["2020-08-24", "2012-09-11"], also_known_as=["The same report"], host="An archive",
        rights={"basis": "Facts retold in own words"},
    ),
    a_source("essay", **ESSAY),
    a_note("economy", topics={}, as_of="2009", source="report", text="The country sold machines."),
    a_note("workshops", topics={}, kind="good-practice", as_of="2000", source="report", heading="People who helped"),
    a_note("law", kind="law", as_of="2003-12", text={"T": "Protects all under 18."}),
    an_excerpt("undated", topics={}, source="press", locator="paragraph \\[51\\]"),
    an_excerpt("dated", topics={}, source="report", locator="page 9", note="One writes other words today."),
    a_statistic(
        "cases", topics={}, label="Cases", value="1751", period=YEARS, place="Belarus", population="Cases opened",
        counted_by="Police", change={"per_cent": "11", "since": "2017"}, teacher_note="Cases are not people.",
    ),
    a_statistic(
        "essay-sum", label="People in the essay", value="5605", unit="people", adds_up=False, source="essay",
        parts=[{"label": "one", "value": "4973"}, {"label": "two", "value": "690"}, {"label": "three", "value": "3"}],
    ),
    a_comparison("tiers", topics={}),
    a_factor("debts", topics=CALM, risk="Debts at home.", protection="A service that advises."),
    a_question("slip", topics=CALM, skill="research", misconceptions=[{"wrong": "Both are one.", "right": "No."}]),
    a_definition("right", topics=CALM),
    coverage={"from": 2000, "to": 2020},
    caution="Nobody checked these.",
    links=[{"label": "Resources for teachers"}],
    cite_as="Sample, version 1.",
    help=["h1"],
)  # fmt: skip
ABROAD = a_help_line("h1", phone_intl="+375 17 311 00 99")


@pytest.fixture(scope="module")
def seed(tmp_path_factory: pytest.TempPathFactory) -> Project:
    return a_project(tmp_path_factory.mktemp("seed"), SEED, help_lines=(ABROAD,))


def lines_of(project: Project, role: Role) -> list[str]:
    return text_of(composed(project, "sample", role)).split("\n")


SHEET = [
    ("A4", "As of 2009"),
    ("A4", "Source: Maker report, 2009"),
    ("A7", "2009, older page, not checked"),
    ("A8", "Research"),
    ("A14", "Service h1, Org h1: 8 801 100 16 11, from abroad +375 17 311 00 99"),
    ("A17", "No date given, not checked"),
    ("A20", "Retold in our words, from page 9. Nobody in this project has checked this text."),
    ("A23", "2018, Belarus. What was counted: Cases opened. Counted by: Police"),
    ("A28", "People who helped"),
    ("B8", "11 per cent more than in 2017."),
    ("B18", "Where to find help"),
]
GUIDE = [
    ("A2", "The material covers 2000 to 2020."),
    ("A12", "Resources for teachers (its address was lost)"),
    ("A14", "8 801 100 16 11; from abroad +375 17 311 00 99"),
    ("A26", "One writes other words today."),
    ("A27", "As of December 2003"),
    ("A30", "To cite this pack: Sample, version 1."),
    ("B5", "Pupils may think: Both are one. Better: No."),
    ("B8", "11 per cent more than in 2017 (1,577, worked out from the change)."),
    ("B9", "Cases are not people."),
    ("B10", "The parts make 5,666; the source says 5,605. The figures stand as the source gives them."),
]
IN_GUIDE = [
    ("A15", "Full title report. Maker report, An archive. 2009."),
    ("A16", "Accessed 11 September 2012, 24 August 2020."),
    ("A17", "No date given. No date is given (n.d.)."),
    ("A18", "A piece of an address was stuck to the date."),
    ("A18", "Address not recorded."),
    ("A22", "Also: The same report."),
    ("A29", "Rights: Facts retold in own words"),
    ("B1", "A student essay, about 2019. withheld. No date given. No date is given; the content suggests 2019."),
]


@pytest.mark.parametrize(("row", "line"), SHEET)
def test_a_sheet_prints_what_the_row_asks_for(seed: Project, row: str, line: str) -> None:
    assert line in lines_of(seed, Role.STUDENT), row


@pytest.mark.parametrize(("row", "line"), GUIDE)
def test_a_guide_prints_what_the_row_asks_for(seed: Project, row: str, line: str) -> None:
    assert line in lines_of(seed, Role.TEACHER), row


@pytest.mark.parametrize(("row", "words"), IN_GUIDE)
def test_a_guides_list_of_sources_says_what_the_row_asks_for(seed: Project, row: str, words: str) -> None:
    assert any(words in line for line in lines_of(seed, Role.TEACHER)), row


def test_what_is_the_teachers_of_these_rows_is_on_no_sheet(seed: Project) -> None:
    said = "\n".join(lines_of(seed, Role.STUDENT))
    kept = ("Resources for teachers", "essay", "Essay", "5,605", "1,577", "Protects all under 18", "Both are one",
            "Full title", "other words")  # fmt: skip
    assert [words for words in kept if words in said] == []


def test_current_and_archived_sources_stand_under_headings_of_their_own(seed: Project) -> None:
    """Row A19."""
    lines = lines_of(seed, Role.TEACHER)
    lines = lines[lines.index("Sources of this pack") :]
    current, archived = lines.index("Current"), lines.index("Archived")
    (new,) = (n for n, line in enumerate(lines) if "Full title press." in line)
    (old,) = (n for n, line in enumerate(lines) if "Full title report." in line)
    assert current < new < archived < old


def test_pupils_ask_of_every_row_of_a_comparison_whether_it_is_comparable(seed: Project) -> None:
    """Row A11."""
    blocks = every_block(composed(seed, "sample", Role.STUDENT).blocks)
    tables = [block for block in blocks if isinstance(block, Table)]
    (compared,) = (t for t in tables if "Comparable? Ring one" in _cells(t.head[0]))
    assert [_cells(row)[-1] for row in compared.body] == ["Yes / No", "Yes / No"]


def test_a_risk_stands_beside_what_protects(seed: Project) -> None:
    """Row A9."""
    blocks = every_block(composed(seed, "sample", Role.STUDENT).blocks)
    rows = [_cells(row) for block in blocks if isinstance(block, Table) for row in block.body]
    assert ["Debts at home.", "A service that advises."] in rows


def _cells(row: Any) -> list[str]:
    return [" ".join(plain(line) for line in all_lines(cell.blocks)) for cell in row.cells]


def test_a_students_sheet_calls_the_module_by_its_neutral_title(seed: Project) -> None:
    """Rows A1 and A32: the old title and further material are the teacher's."""
    blocks = composed(seed, "sample", Role.STUDENT).blocks
    assert [plain(b.children) for b in blocks if isinstance(b, Heading) and b.level == 1] == ["Staying safe, pack 9"]


@pytest.mark.parametrize("band", "AB")
def test_no_word_of_a_scene_that_is_rated_4_reaches_a_sheet(tmp_path: Path, band: str) -> None:
    """Row B6."""
    scene = a_definition("scene", topics={"control": 4}, text="SCENE")
    project = a_project(tmp_path, module_data(scene, a_definition("right", topics={"personal_safety": 1})))
    assert "SCENE" not in text_of(composed(project, "sample", Role.STUDENT, band))

"""Every page of every shipped document: nothing past the frame, nothing left alone, no page nearly empty."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from lessonpack.documents import Documents
from lessonpack.pack import DOCUMENTS
from lessonpack.project import Project
from lessonpack.theme.tokens import Paper
from lessonpack.tree.nodes import Document, Heading, Paragraph
from lessonpack.write.pdf.layout import Layout
from lessonpack.write.pdf.place import Page
from lessonpack.write.pdf.writer import PdfWriter
from tests.documents import document, heading, para
from tests.pages import marks

ROOT = Path(__file__).parents[3]
MODULES = sorted(path.parent.name for path in ROOT.glob("content/*/module.yaml"))
TODAY = date(2026, 11, 1)


def shipped(name: str) -> Iterator[Document]:
    project = Project(ROOT)
    made = Documents(project, project.module(name), TODAY)
    for band in project.policy.student_bands():
        students = made.students(band)
        if not students.is_empty:
            yield from (document for _, document in made.composed(made.selections(band, students, DOCUMENTS)))


@pytest.mark.parametrize("paper", ["a4", "letter"])
@pytest.mark.parametrize("name", MODULES)
def test_a_typesetter_finds_nothing_to_mark(name: str, paper: Paper) -> None:
    writer = PdfWriter(Project(ROOT).theme.on(paper))
    found = {document.stem: marks(writer.layout(document)) for document in shipped(name)}
    assert {stem: faults for stem, faults in found.items() if faults} == {}


# ---- the report itself ---------------------------------------------------------------------------------------------


@pytest.fixture
def layout(writer: PdfWriter) -> Layout:
    return writer.layout(document(*(para() for _ in range(60)), heading("The end"), para()))


def with_pages(layout: Layout, *pages: Page) -> list[str]:
    return marks(replace(layout, pages=pages))


def test_the_report_marks_what_reaches_past_the_frame(layout: Layout) -> None:
    assert marks(layout) == []
    narrow = replace(layout, geometry=replace(layout.geometry, right=layout.geometry.right - 60))
    assert any("past the frame" in fault for fault in marks(narrow))
    low = replace(layout, geometry=replace(layout.geometry, bottom=layout.geometry.bottom - 60))
    assert any("below the frame" in fault for fault in marks(low))


def test_the_report_marks_lines_and_headings_left_alone(layout: Layout) -> None:
    first, second = layout.pages[0], layout.pages[1]
    one, other = [p for p in first.placed if isinstance(p.block, Paragraph)][:2]
    moved = with_pages(layout, Page((one,), (), ()), Page((other,), (), ()))
    assert any("stands alone" in fault for fault in moved)
    last = next(p for page in layout.pages for p in page.placed if isinstance(p.block, Heading) and p.block.level == 2)
    assert "page 1 ends with 'The end'" in with_pages(layout, Page((*first.placed, last), (), ()), second)


def test_the_report_marks_a_page_that_is_nearly_empty(layout: Layout) -> None:
    first, second = layout.pages[0], layout.pages[1]
    assert any("full" in fault for fault in with_pages(layout, Page(first.placed[:1], (), ()), second))
    assert any("full" in fault for fault in with_pages(layout, first, Page((), (), ()), second))

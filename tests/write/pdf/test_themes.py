"""Every shipped module in every theme, band, document and paper: nothing past its frame or alone, no page empty."""

from __future__ import annotations

from datetime import date
from functools import cache
from itertools import pairwise
from statistics import mean, quantiles

import pytest

from lessonpack.documents import Documents
from lessonpack.pack import DOCUMENTS
from lessonpack.project import Project, shipped_root
from lessonpack.theme.tokens import PAPERS_MM, Paper
from lessonpack.tree.nodes import Document, Paragraph, ParagraphKind
from lessonpack.write.pdf.layout import Layout
from lessonpack.write.pdf.strips import Words
from lessonpack.write.pdf.writer import PdfWriter
from tests.pages import marks

ROOT = Project(shipped_root())
CASES = [(module, theme, paper) for module in ROOT.module_ids() for theme in ROOT.theme_names() for paper in PAPERS_MM]


@cache
def documents(module: str) -> tuple[Document, ...]:
    """All documents of a module, for each band that has any."""
    made = Documents(ROOT, ROOT.module(module), date(2026, 9, 1))
    found = []
    for band in ROOT.policy.student_bands():
        students = made.students(band)
        if not students.is_empty:
            selections = made.selections(band, students, DOCUMENTS)
            found += [document for _, document in made.composed(selections)]
    assert not [fault for fault in made.found if fault.is_error]
    return tuple(found)


@cache
def writer(theme: str, paper: Paper) -> PdfWriter:
    return PdfWriter(ROOT.theme_called(theme).on(paper))


@pytest.mark.parametrize(("module", "theme", "paper"), CASES)
def test_a_typesetter_finds_nothing_to_mark(module: str, theme: str, paper: Paper) -> None:
    faults = {document.stem: marks(writer(theme, paper).layout(document)) for document in documents(module)}
    assert {stem: found for stem, found in faults.items() if found} == {}


def lengths(layout: Layout) -> list[int]:
    """Characters of each full line of running text: one that another line of its paragraph follows."""
    found = []
    for this, following in pairwise(placed for page in layout.pages for placed in page.placed):
        block, marks = this.block, [mark for mark in this.strip.marks if isinstance(mark, Words)]
        is_text = isinstance(block, Paragraph) and block.kind is ParagraphKind.BODY and block is following.block
        if is_text and len(marks) == len(this.strip.marks):
            found.append(sum(len(text) for mark in marks for _, text, _, _ in mark.segments))
    return found


@pytest.mark.parametrize("paper", PAPERS_MM)
def test_lines_of_the_plain_theme_are_short(paper: Paper) -> None:
    # Cards and pages to fill in have too few full lines to speak of.
    read = (d for d in documents("trafficking-belarus") if d.meta.document in ("student", "teacher"))
    for document in read:
        full = lengths(writer("plain", paper).layout(document))
        assert mean(full) <= 65, document.stem
        assert quantiles(full, n=20)[-1] <= 70, document.stem


@pytest.mark.parametrize("paper", PAPERS_MM)
def test_nothing_on_a_page_of_large_print_is_smaller_than_eighteen_points(paper: Paper) -> None:
    for document in documents("trafficking-belarus"):
        layout = writer("large-print", paper).layout(document)
        sizes = {
            span.ink.size
            for page in layout.pages
            for placed in page.placed
            for mark in placed.strip.marks
            if isinstance(mark, Words)
            for _, _, _, span in mark.segments
        }
        assert min(sizes) >= 18

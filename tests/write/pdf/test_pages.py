"""The report that `test_themes` asks of every shipped page marks what it is there for."""

from __future__ import annotations

from dataclasses import replace

import pytest

from lessonpack.tree.nodes import Heading, Paragraph
from lessonpack.write.pdf.layout import Layout
from lessonpack.write.pdf.place import Page
from lessonpack.write.pdf.writer import PdfWriter
from tests.documents import chart, document, heading, para
from tests.pages import marks


@pytest.fixture
def layout(writer: PdfWriter) -> Layout:
    return writer.layout(document(*(para() for _ in range(60)), heading("The end"), para()))


def with_pages(layout: Layout, *pages: Page) -> list[str]:
    return marks(replace(layout, pages=pages))


def test_the_report_marks_what_reaches_past_the_frame(layout: Layout, writer: PdfWriter) -> None:
    assert marks(layout) == []
    narrow = replace(layout, geometry=replace(layout.geometry, right=layout.geometry.right - 60))
    assert marks(narrow) != []
    drawn = writer.layout(document(chart()))
    assert marks(drawn) == []
    cut = replace(drawn, geometry=replace(drawn.geometry, right=drawn.geometry.right - 60))
    assert any("a line of Chart" in fault for fault in marks(cut))
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

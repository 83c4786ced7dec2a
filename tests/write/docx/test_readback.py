"""What the gate gets to see of a written file, and what it refuses to look at."""

from __future__ import annotations

import zipfile
from io import BytesIO

import pytest

from lessonpack.tree.nodes import ChartKind
from lessonpack.tree.walk import text_of
from lessonpack.write.docx.readback import spoken
from lessonpack.write.readback import UnreadableError
from tests.documents import chart, document, every_node, para
from tests.write.docx.opened import writer


def repacked(data: bytes, **changed: bytes) -> bytes:
    """The archive with some parts put in place of its own, or added; `__` in a name stands for a slash, `_` a point."""
    stored = BytesIO()
    with zipfile.ZipFile(BytesIO(data)) as package, zipfile.ZipFile(stored, "w") as made:
        parts = {name: package.read(name) for name in package.namelist()}
        for name, content in (parts | {k.replace("__", "/").replace("_", "."): v for k, v in changed.items()}).items():
            made.writestr(name, content)
    return stored.getvalue()


def test_the_page_says_every_line_of_the_document_charts_included() -> None:
    whole = every_node()
    (page,) = spoken(writer().write(whole).data).pages
    squeezed = "".join(page.split())
    assert [line for line in text_of(whole).splitlines() if "".join(line.split()) not in squeezed] == []


@pytest.mark.parametrize("kind", ChartKind)
def test_labels_and_values_of_a_chart_stand_where_the_chart_stands(kind: ChartKind) -> None:
    (page,) = spoken(writer().write(document(para("Before"), chart(kind), para("After"))).data).pages
    before, _, rest = page.partition("Before")
    shown, _, after = rest.partition("After")
    assert "4,973" in shown
    assert "4,973" not in before + after


def test_the_cells_of_the_workbook_behind_a_chart_are_heard() -> None:
    data = writer().write(document(chart())).data
    with zipfile.ZipFile(BytesIO(data)) as package:
        inner = package.read("word/embeddings/workbook1.xlsx")
    sheet = b"<worksheet><c t='inlineStr'><is><t>hidden words</t></is></c></worksheet>"
    said = spoken(repacked(data, word__embeddings__workbook1_xlsx=repacked(inner, xl__worksheets__sheet1_xml=sheet)))
    assert "hidden words" in "\n".join(said.elsewhere)


@pytest.mark.parametrize("name", ["word__media__image2_png", "word__comments_xml", "word__embeddings__other_xlsx"])
def test_a_part_that_is_not_made_here_is_refused(name: str) -> None:
    with pytest.raises(UnreadableError, match="not made here"):
        spoken(repacked(writer().write(document()).data, **{name: b"<x/>"}))


def test_a_part_of_a_workbook_that_is_not_made_here_is_refused() -> None:
    data = writer().write(document(chart())).data
    with zipfile.ZipFile(BytesIO(data)) as package:
        inner = package.read("word/embeddings/workbook1.xlsx")
    odd = repacked(inner, xl__sharedStrings_xml=b"<sst/>")
    with pytest.raises(UnreadableError, match="sharedStrings"):
        spoken(repacked(data, word__embeddings__workbook1_xlsx=odd))


def test_a_workbook_that_is_no_archive_is_refused() -> None:
    data = writer().write(document(chart())).data
    with pytest.raises(UnreadableError):
        spoken(repacked(data, word__embeddings__workbook1_xlsx=b"no archive"))

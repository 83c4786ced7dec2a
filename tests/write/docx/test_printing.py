"""A Word file for both sides of the paper: margins for holes in turns, and everything as wide as the frame between."""

from __future__ import annotations

import re
import zipfile
from io import BytesIO

import docx
import pytest
from docx.shared import Mm

from lessonpack.write.docx.writer import DocxWriter
from lessonpack.write.writer import PrintPlan
from tests.documents import every_node
from tests.write.docx.opened import standard_theme, writer


def written(*, is_duplex: bool, kind: str = "student") -> bytes:
    made = DocxWriter(standard_theme(), PrintPlan(is_duplex)) if is_duplex else writer()
    return made.write(every_node(kind=kind)).data


def part(data: bytes, name: str) -> str:
    with zipfile.ZipFile(BytesIO(data)) as package:
        return package.read(name).decode()


@pytest.mark.parametrize(("kind", "outer"), [("student", 20), ("teacher", 18)])
def test_margins_take_turns_and_the_wider_one_is_towards_the_holes(kind: str, outer: int) -> None:
    opened = docx.Document(BytesIO(written(is_duplex=True, kind=kind)))
    for section in opened.sections:
        assert section.left_margin == pytest.approx(Mm(25), abs=1000)
        assert section.right_margin == pytest.approx(Mm(outer), abs=1000)
    assert "<w:mirrorMargins/>" in part(written(is_duplex=True), "word/settings.xml")


def test_the_page_number_stands_at_the_end_of_the_narrower_frame() -> None:
    styles = part(written(is_duplex=True), "word/styles.xml")
    footer = re.search(r'w:styleId="Footer".*?</w:style>', styles)
    assert footer
    assert f'w:pos="{round((210 - 25 - 20) * 1440 / 25.4)}"' in footer.group()


def test_a_file_for_one_side_has_even_margins() -> None:
    opened = docx.Document(BytesIO(written(is_duplex=False)))
    assert opened.sections[0].left_margin == opened.sections[0].right_margin
    assert "mirrorMargins" not in part(written(is_duplex=False), "word/settings.xml")

"""Every character is shown by an embedded font, or refused at its place."""

from __future__ import annotations

import io
from dataclasses import replace

import pikepdf
import pytest

from lessonpack.diagnostics import LessonPackError, Span
from lessonpack.theme.tokens import Fonts, Theme
from lessonpack.tree.nodes import Furniture, Paragraph
from lessonpack.write.pdf.writer import PdfWriter
from tests.documents import document, every_node, para, words
from tests.write.pdf.reading import spoken, structure
from tests.write.pdf.test_tags import failures
from tests.write.pdf.treetext import tree_text


@pytest.mark.parametrize(
    "text",
    [
        "Bērnu tiesības: ceļš, gāja, ķīlis, ņem, šūt, žūt",
        "Торговля людьми — преступление. Їжак, ґанок, ў",
        "Τα δικαιώματα του παιδιού",
        "a → b, “quoted” … 5 € and A\u00a0B",
        "Mixed Ж and Ω and ħ ŵ in one line",
        "Cafe\u0301 and soft\u00adhyphen",
        "(brackets) \\ and • signs → at the codes of line ends (",
    ],
)
def test_text_in_many_alphabets_can_be_read_back(writer: PdfWriter, text: str) -> None:
    whole = document(para(text))
    data = writer.write(whole).data
    expected = tree_text(whole).replace("e\u0301", "é").replace("\u00ad", "")
    assert spoken(structure(data)) == expected
    assert failures(data) == []


def test_all_missing_characters_are_told_at_once_each_at_its_place(writer: PdfWriter) -> None:
    blocks = (Paragraph(words("tick \u2713", line=3)), Paragraph(words("scissors \u2702", line=9)))
    with pytest.raises(LessonPackError) as caught:
        writer.write(document(*blocks))
    found = [(d.code, d.span, d.message) for d in caught.value.diagnostics]
    place = "content/sample/module.yaml"
    assert found == [
        ("text/no-glyph", Span(place, 3, 5), "'✓' (U+2713, CHECK MARK) is in none of the fonts"),
        ("text/no-glyph", Span(place, 9, 5), "'✂' (U+2702, BLACK SCISSORS) is in none of the fonts"),
    ]


def test_a_missing_character_in_the_furniture_is_told_too(writer: PdfWriter) -> None:
    whole = document(para())
    with pytest.raises(LessonPackError, match="text/no-glyph"):
        writer.write(replace(whole, furniture=Furniture(running="\u2713")))


def test_all_fonts_are_embedded_subsets(writer: PdfWriter) -> None:
    data = writer.write(every_node(kind="teacher")).data
    with pikepdf.open(io.BytesIO(data)) as pdf:
        fonts = {str(font.BaseFont)[8:]: font for sheet in pdf.pages for font in sheet.Resources.Font.values()}
        assert sorted(name for name in fonts if name.startswith("FiraGO")) == ["FiraGO-Bold", "FiraGO-Regular"]
        assert sorted(name[9:] for name in fonts if name.startswith("NotoSans")) == ["Bold", "Italic", "Regular"]
        assert len(fonts) == 5
        for font in fonts.values():
            assert "/FontFile2" in font.FontDescriptor
    assert b"Helvetica" not in data
    assert b"ASCII85" not in data


def test_a_theme_with_an_unknown_font_is_refused(theme: Theme) -> None:
    fonts = Fonts(text="comic", heading="firago", docx_text="Arial", docx_heading="Arial")
    with pytest.raises(LessonPackError, match="env/no-font"):
        PdfWriter(theme.model_copy(update={"fonts": fonts}))

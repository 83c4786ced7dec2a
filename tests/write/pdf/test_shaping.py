"""Words whose letters join or bear separate marks: as they stand on the page, and as they are read back."""

from __future__ import annotations

import io
from dataclasses import replace

import pikepdf
import pypdfium2
import pytest

from lessonpack.diagnostics import LessonPackError, Span
from lessonpack.tree.nodes import Document, Foreign, Furniture, Inline, Paragraph, Strong
from lessonpack.write.pdf import shaping
from lessonpack.write.pdf.fonts import face
from lessonpack.write.pdf.readback import spoken as read_back
from lessonpack.write.pdf.shaping import shaped
from lessonpack.write.pdf.writer import PdfWriter
from tests.documents import document, every_node, para, words
from tests.write.pdf.reading import spoken, structure
from tests.write.pdf.test_tags import failures
from tests.write.pdf.treetext import tree_text

MARKED = [
    "за́мок и замо́к, А́нна, дзе́ці",
    "ė̃ and ilgà, jū́ra, į̃",
    "ᾱ̔́ καὶ ὁ ἄνθρωπος, η̄́",
    "q̃ m̂ b̃ x̣̂ in Latin letters",
]
ARABIC = "الماء يدور حول الأرض، ثم ينزل مطرًا."


def seen(data: bytes) -> str:
    """The words of the first page as a common viewer copies them."""
    page = pypdfium2.PdfDocument(data)[0]
    return str(page.get_textpage().get_text_range())


def letters(data: bytes) -> list[tuple[str, float, float]]:
    """The characters of the first page, each with its left and right edge."""
    page = pypdfium2.PdfDocument(data)[0].get_textpage()
    found = [(page.get_text_range(index, 1), page.get_charbox(index)) for index in range(page.count_chars())]
    return [(character, box[0], box[2]) for character, box in found]


def alone(*inlines: Inline, language: str = "en") -> Document:
    """A document of one paragraph, with nothing in its margins."""
    return replace(document(language=language), furniture=Furniture(), blocks=(Paragraph(inlines),))


@pytest.mark.parametrize("text", MARKED)
def test_letters_with_separate_marks_are_read_back_as_they_were_typed(writer: PdfWriter, text: str) -> None:
    whole = document(para(text))
    data = writer.write(whole).data
    assert spoken(structure(data)) == tree_text(whole)
    assert text in read_back(data).pages[0]
    assert text in seen(data)
    assert failures(data) == []


@pytest.mark.parametrize("family", ["firago", "noto-sans"])
@pytest.mark.parametrize("letter", ["а\u0301", "А\u0301", "ы\u0301", "q\u0303", "η\u0304"])
def test_a_mark_stands_above_its_letter_and_takes_no_room(family: str, letter: str) -> None:
    plain = face(family)
    whole = shaped(plain, is_leftward=False, language="ru").shape(letter)
    base, mark = whole.glyphs
    assert (base.text, mark.text) == (letter[0], letter[1])
    assert whole.width == plain.width(letter[0])
    extents = shaping._font(plain)[0].get_glyph_extents(mark.index)
    middle = mark.x + mark.moved[0] + extents.x_bearing + extents.width / 2
    assert abs(middle - whole.width / 2) < 0.2 * whole.width


def test_a_mark_stands_higher_above_a_capital() -> None:
    bold = shaped(face("noto-sans", bold=True), is_leftward=False, language="ru")
    small, capital = (bold.shape(letter).glyphs[1] for letter in ("а\u0301", "А\u0301"))
    assert capital.moved[1] > small.moved[1]


def test_a_paragraph_without_marks_has_no_composite_font(writer: PdfWriter) -> None:
    data = writer.write(every_node()).data
    with pikepdf.open(io.BytesIO(data)) as pdf:
        assert {str(font.Subtype) for font in pdf.pages[0].Resources.Font.values()} == {"/TrueType"}


def test_arabic_letters_join_and_a_ligature_is_read_as_its_letters(writer: PdfWriter) -> None:
    joined = shaped(face("firago"), is_leftward=True, language="ar")
    alone_width = sum(joined.shape(letter).width for letter in "مطر")
    assert joined.shape("مطر").width < alone_width
    glyphs = joined.shape("لا").glyphs
    assert "".join(glyph.text for glyph in reversed(glyphs)) == "لا"
    data = writer.write(alone(*words("الأرض لا تضيع"), language="ar")).data
    assert "الأرض لا تضيع" in seen(data)


def test_letters_join_over_the_border_of_two_styles(writer: PdfWriter) -> None:
    whole = alone(*words("مط"), Strong(words("ر")), *words(" و"), Strong(words("سحاب")), language="ar")
    data = writer.write(whole).data
    assert "مطر وسحاب" in read_back(data).pages[0]
    joined = shaped(face("firago"), is_leftward=True, language="ar")
    assert shaping.joined("مط", "ر", joined)
    assert not shaping.joined("و", "سحاب", joined)


def test_text_that_only_a_part_of_the_fonts_has_is_set_in_the_next_family(writer: PdfWriter) -> None:
    data = writer.write(document(para(f"An English line with {ARABIC}"), band="A")).data
    assert failures(data) == []
    with pikepdf.open(io.BytesIO(data)) as pdf:
        fonts = {str(font.Subtype): str(font.BaseFont) for font in pdf.pages[0].Resources.Font.values()}
    assert "FiraGO" in fonts["/Type0"]


def test_a_character_that_no_font_has_is_told_at_its_place_in_a_leftward_text_too(writer: PdfWriter) -> None:
    with pytest.raises(LessonPackError) as caught:
        writer.write(alone(*words(f"{ARABIC} \u2713", line=9), language="ar"))
    assert [(d.code, d.span) for d in caught.value.diagnostics] == [
        ("text/no-glyph", Span("content/sample/module.yaml", 9, 5))
    ]


@pytest.mark.parametrize("inlines", [words("за\u0301мок", line=4), (Foreign("he", words("שלום", line=4)),)])
def test_without_the_extra_the_words_that_need_it_are_named(
    writer: PdfWriter, monkeypatch: pytest.MonkeyPatch, inlines: tuple[Inline, ...]
) -> None:
    monkeypatch.setattr(shaping, "is_there", lambda: False)
    with pytest.raises(LessonPackError) as caught:
        writer.write(alone(*inlines))
    (found,) = caught.value.diagnostics
    assert (found.code, found.span) == ("env/no-rtl-extra", Span("content/sample/module.yaml", 4, 5))
    assert "python -m pip install uharfbuzz python-bidi" in found.hint


def test_the_same_words_give_the_same_bytes(writer: PdfWriter) -> None:
    whole = alone(*words(f"{ARABIC} {MARKED[0]} שָׁלוֹם"), language="ar")
    assert writer.write(whole).data == writer.write(whole).data

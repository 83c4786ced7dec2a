"""Words of both directions on one line: the order of UAX #9, and pages that run from right to left."""

from __future__ import annotations

import io
from dataclasses import replace

import pikepdf
import pytest
from bidi import get_display
from hypothesis import given
from hypothesis import strategies as st

from lessonpack.tree.nodes import AnswerSpace, Cell, Foreign, Furniture, Link, Paragraph, Row, Table
from lessonpack.write.direction import TO_THE_RIGHT, is_leftward, steadied
from lessonpack.write.pdf.bidi import stretches
from lessonpack.write.pdf.strips import Path, Words
from lessonpack.write.pdf.writer import PdfWriter
from tests.documents import document, numbered, para, words
from tests.write.pdf.reading import spoken, structure
from tests.write.pdf.test_shaping import alone, letters, seen
from tests.write.pdf.test_tags import failures
from tests.write.pdf.treetext import tree_text

HEBREW = "המים נעים במעגל"


def displayed(text: str, *, leftward: bool) -> str:
    parts = sorted(stretches(text, is_leftward=leftward), key=lambda part: part.place)
    return "".join(text[p.start : p.end][::-1] if p.is_leftward else text[p.start : p.end] for p in parts)


@given(st.text("אבج1٢+-,.%$ ab()[]!:/&", min_size=1, max_size=20), st.booleans())
def test_stretches_from_left_to_right_are_what_the_library_displays(text: str, leftward: bool) -> None:
    assert displayed(text, leftward=leftward) == get_display(text, base_dir="R" if leftward else "L")


def test_a_paragraph_longer_than_the_marks_can_number_is_ordered_in_parts() -> None:
    text = "מים ab " * 900
    parts = stretches(text, is_leftward=True)
    assert "".join(text[p.start : p.end] for p in parts) == text
    places = [part.place for part in parts]
    assert places == sorted(places, reverse=True)


@pytest.mark.parametrize(
    ("language", "expected"),
    [(tag, True) for tag in ("ar", "he-IL", "fa", "ur", "yi", "az-Arab")]
    + [(tag, False) for tag in ("en", "ku-Latn", "be")],
)
def test_the_direction_of_a_language_is_that_of_its_script(language: str, expected: bool) -> None:
    assert is_leftward(language) is expected


@pytest.mark.parametrize("number", ["116 111", "+375 17 123 45 67", "8 801 100 16 11", "2026-11-01"])
def test_a_number_of_several_groups_keeps_their_order(writer: PdfWriter, number: str) -> None:
    assert steadied(f"חייגו {number}.") == f"חייגו {TO_THE_RIGHT}{number}."
    (mark,) = writer.layout(alone(*words(f"חייגו {number} עכשיו"), language="he")).pages[0].placed[0].strip.marks
    assert isinstance(mark, Words)
    assert number in [text for _, text, _, _ in mark.segments]


def test_single_numbers_and_ranges_are_left_as_they_are() -> None:
    assert steadied("בשנת 2024 או 12-34 או 2020–2024") == "בשנת 2024 או 12-34 או 2020–2024"


# ---- on the page -----------------------------------------------------------------------------------------------------


def test_words_follow_each_other_from_right_to_left_and_end_at_the_right_margin(writer: PdfWriter) -> None:
    whole = alone(*words(HEBREW), language="he")
    data = writer.write(whole).data
    found = [(character, left, right) for character, left, right in letters(data) if "א" <= character <= "ת"]
    assert "".join(character for character, _, _ in found) == HEBREW.replace(" ", "")
    edges = [left for _, left, _ in found]
    assert edges == sorted(edges, reverse=True)
    assert max(right for *_, right in found) == pytest.approx(writer.layout(whole).geometry.right, abs=1.5)
    assert HEBREW in seen(data)


def test_latin_words_and_numbers_run_to_the_right_among_hebrew_ones(writer: PdfWriter) -> None:
    found = letters(writer.write(alone(*words(f"{HEBREW} rain 120 סוף"), language="he")).data)
    place = {character: left for character, left, _ in found}
    assert place["r"] < place["a"] < place["n"]
    assert place["1"] < place["2"] < place["0"]
    assert place["ס"] < place["r"] < place["1"] < place["ה"]


def test_lines_are_broken_in_the_order_of_reading(writer: PdfWriter) -> None:
    text = " ".join(f"{HEBREW} number {n}," for n in range(30))
    whole = document(para(text), language="he")
    data = writer.write(whole).data
    assert spoken(structure(data)) == tree_text(whole)
    assert failures(data) == []


def test_a_paragraph_in_another_direction_stands_at_the_other_side(writer: PdfWriter) -> None:
    for language, other, text in (("en", "he", HEBREW), ("he", "en", "Rain falls.")):
        whole = alone(Foreign(other, words(text)), language=language)
        layout = writer.layout(whole)
        (mark,) = layout.pages[0].placed[-1].strip.marks
        assert isinstance(mark, Words)
        x, _, width, _ = mark.segments[-1]
        assert x + width == pytest.approx(layout.geometry.right)


def test_hebrew_in_an_english_paragraph_stands_in_its_place(writer: PdfWriter) -> None:
    data = writer.write(alone(*words("Say "), Foreign("he", words("מים רבים")), *words(" aloud."))).data
    place = {character: left for character, left, _ in letters(data)}
    assert place["y"] < place["ר"] < place["מ"] < place["l"]
    assert place["ב"] < place["ר"]


def test_list_labels_table_heads_and_bars_are_mirrored(writer: PdfWriter) -> None:
    cells = [Cell((para(text),), is_header=True) for text in ("שנה", "גל")]
    table = Table((), (Row(tuple(cells)),), (Row((Cell((para("4"),)), Cell((para("5"),)))),), (1.0, 1.0))
    whole = replace(document(numbered("מים"), table, language="he"), furniture=Furniture())
    data = writer.write(whole).data
    found = letters(data)
    places = {character: left for character, left, _ in found}
    assert places["4"] > places["5"]
    assert places["ש"] > places["ג"]
    assert places["1"] > places["מ"]
    assert failures(data) == []


def test_a_link_can_be_clicked_where_it_stands(writer: PdfWriter) -> None:
    whole = alone(*words("לפני "), Link("https://example.org", words("example")), *words(" אחרי"), language="he")
    data = writer.write(whole).data
    with pikepdf.open(io.BytesIO(data)) as pdf:
        left, _, right, _ = (float(edge) for edge in pdf.pages[0].Annots[0].Rect)
    found = [(a, b) for character, a, b in letters(data) if character in "exampl"]
    assert left == pytest.approx(min(a for a, _ in found), abs=2)
    assert right == pytest.approx(max(b for _, b in found), abs=2)


def test_the_file_says_where_its_lines_start(writer: PdfWriter) -> None:
    with pikepdf.open(io.BytesIO(writer.write(document(para(HEBREW), language="he")).data)) as pdf:
        assert str(pdf.Root.Lang) == "he"
        assert str(pdf.Root.StructTreeRoot.K.A.WritingMode) == "/RlTb"


def test_an_answer_line_takes_its_own_width_in_both_directions(writer: PdfWriter) -> None:
    def edges(language: str) -> tuple[float, float]:
        layout = writer.layout(document(Paragraph(words("a")), AnswerSpace(lines=2, label="x"), language=language))
        (rule, _) = [m for m in layout.pages[0].placed[-1].strip.marks if isinstance(m, Path)]
        return rule.extent[:2]

    assert edges("he") == edges("en")

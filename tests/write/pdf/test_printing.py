"""What a file tells a printer: margins for holes in turns, numbers of pages, and what a dialogue offers first."""

from __future__ import annotations

import io
from typing import Any

import page as page_validation
import pikepdf
import pypdfium2
import pytest

from lessonpack.theme.tokens import POINTS_PER_MM, Theme
from lessonpack.tree.nodes import AnswerSpace, Card, CardSheet, Document, Group, PageBreak
from lessonpack.write.pdf.writer import PdfWriter
from lessonpack.write.writer import PrintPlan
from tests.documents import document, every_node, para
from tests.write.pdf.reading import spoken, structure

DUPLEX = PrintPlan(is_duplex=True)


def wishes(data: bytes) -> dict[str, str]:
    with pikepdf.open(io.BytesIO(data)) as pdf:
        return {key: str(value) for key, value in pdf.Root.ViewerPreferences.items()}


def margins(data: bytes, scale: float = 4.0) -> list[tuple[float, float]]:
    """White at the left and at the right of each page, in millimetres; without the draft mark, which is pale."""
    found = []
    with pypdfium2.PdfDocument(data) as pdf:
        for page in pdf:
            picture = page.render(scale=scale).to_pil().convert("L").point(lambda grey: 255 * (grey < 225))
            left, _, right, _ = picture.getbbox()
            point = scale * POINTS_PER_MM
            found.append((left / point, (picture.width - right) / point))
    return found


@pytest.mark.parametrize(("kind", "outer"), [("student", 20), ("teacher", 18)])
def test_the_punched_side_is_left_on_odd_pages_and_right_on_even_ones(theme: Theme, kind: str, outer: float) -> None:
    whole = document(para(), PageBreak(), para(), PageBreak(), para(), kind=kind)
    data = PdfWriter(theme, DUPLEX).write(whole).data
    # The rule above the foot spans the frame on every page.
    expected = [(25, outer), (outer, 25), (25, outer)]
    assert margins(data) == [pytest.approx(pair, abs=0.3) for pair in expected]


def test_a_theme_may_ask_for_more_room_for_holes_and_gets_no_less_than_its_margin(theme: Theme) -> None:
    wide = theme.model_copy(update={"punch_margin_mm": 30.0})
    narrow = theme.model_copy(update={"punch_margin_mm": 10.0})
    (first,) = margins(PdfWriter(wide, DUPLEX).write(document()).data)
    assert first == pytest.approx((30, 20), abs=0.3)
    (first,) = margins(PdfWriter(narrow, DUPLEX).write(document()).data)
    assert first == pytest.approx((20, 20), abs=0.3)


def test_paper_keeps_its_size_and_the_draft_mark_its_place_on_both_sides(theme: Theme) -> None:
    data = PdfWriter(theme, DUPLEX).write(document(PageBreak(), para())).data
    marks = []
    with pypdfium2.PdfDocument(data) as pdf:
        assert [page.get_size() for page in pdf] == [pytest.approx((595.28, 841.89), abs=0.02)] * 2
        for page in pdf:
            grey = page.render(scale=2).to_pil().convert("L")
            below_the_words = grey.crop((0, grey.height // 4, grey.width, grey.height * 3 // 4))
            marks.append(below_the_words.point(lambda level: 255 * (level < 250)).getbbox())
    assert marks[0] == pytest.approx(marks[1], abs=1)


def test_a_file_for_both_sides_says_so_and_keeps_its_measure(theme: Theme) -> None:
    told = wishes(PdfWriter(theme, DUPLEX).write(document(para())).data)
    assert told == {"/DisplayDocTitle": "True", "/PrintScaling": "/None", "/Duplex": "/DuplexFlipLongEdge"}


def test_room_to_write_is_printed_at_its_true_size_and_mere_words_as_the_reader_likes(writer: PdfWriter) -> None:
    lines = document(Group((AnswerSpace(lines=3, label="{lines}"),)))
    assert wishes(writer.write(lines).data)["/PrintScaling"] == "/None"
    assert "/PrintScaling" not in wishes(writer.write(document(para())).data)


def test_copies_are_offered_where_they_are_asked_for(theme: Theme) -> None:
    assert wishes(PdfWriter(theme, PrintPlan(copies=4)).write(document()).data)["/NumCopies"] == "4"
    assert "/NumCopies" not in wishes(PdfWriter(theme).write(document()).data)


def test_pages_are_numbered_for_readers_as_they_are_on_paper(writer: PdfWriter) -> None:
    with pypdfium2.PdfDocument(writer.write(document(PageBreak(), para())).data) as pdf:
        assert [pdf.get_page_label(index) for index in range(len(pdf))] == ["1", "2"]


@pytest.mark.parametrize("kind", ["student", "teacher"])
def test_a_file_for_both_sides_is_as_accessible_as_any_other(theme: Theme, kind: str, tmp_path: Any) -> None:
    whole = every_node(kind=kind)
    made = PdfWriter(theme, PrintPlan(is_duplex=True, copies=2)).write(whole)
    assert spoken(structure(made.data)) == spoken(structure(PdfWriter(theme).write(whole).data))
    path = tmp_path / "a.pdf"
    path.write_bytes(made.data)
    assert page_validation.validate_pdf(path, profile="ua1").failures == []


def cards(*, with_backs: bool) -> Document:
    made = tuple(Card((para(f"Word {n}"),), (para("Meaning"),) if with_backs else ()) for n in range(4))
    return document(CardSheet(made, 2))


def test_cards_are_cut_to_measure_and_need_both_sides_only_for_their_backs(writer: PdfWriter) -> None:
    both, one = (wishes(writer.write(cards(with_backs=backs)).data) for backs in (True, False))
    assert (both["/PrintScaling"], both.get("/Duplex")) == ("/None", "/DuplexFlipLongEdge")
    assert (one["/PrintScaling"], one.get("/Duplex")) == ("/None", None)


def test_backs_of_cards_meet_their_fronts_where_margins_are_mirrored(theme: Theme) -> None:
    data = PdfWriter(theme, DUPLEX).write(cards(with_backs=True)).data
    *_, (front_left, front_right), (back_left, back_right) = margins(data)
    assert (back_left, back_right) == pytest.approx((front_right, front_left), abs=0.2)

"""Sheets, looked at: the right page in the right place at the right size, and the words of the source alone."""

from __future__ import annotations

import builtins
import io
from typing import Any

import pikepdf
import pypdfium2
import pytest

from lessonpack.diagnostics import LessonPackError
from lessonpack.printing.impose import PrintForm, Source, impose, print_only_name
from lessonpack.write.pdf.writer import PdfWriter
from tests.documents import document, every_node
from tests.printing.papers import A4, LETTER, coloured, shown, source


def read(data: bytes) -> Any:
    return pikepdf.open(io.BytesIO(data))


def sizes(data: bytes) -> set[tuple[float, float]]:
    with pypdfium2.PdfDocument(data) as pdf:
        return {(round(width, 2), round(height, 2)) for width, height in (page.get_size() for page in pdf)}


@pytest.mark.parametrize("size", [A4, LETTER])
def test_each_half_of_a_booklet_shows_its_page_on_sheets_that_lie(size: tuple[float, float]) -> None:
    sheets = impose([source(6, size)], PrintForm.BOOKLET, is_duplex=False)
    assert shown(sheets.data, 2, 1) == [[None, 0], [1, None], [5, 2], [3, 4]]
    assert sizes(sheets.data) == {(size[1], size[0])}
    assert sheets.sides == 4


def test_two_pages_on_a_side_lie_and_four_stand() -> None:
    two = impose([source(5)], PrintForm.TWO_UP, is_duplex=False).data
    four = impose([source(5)], PrintForm.FOUR_UP, is_duplex=False).data
    assert shown(two, 2, 1) == [[0, 1], [2, 3], [4, None]]
    assert shown(four, 2, 2) == [[0, 1, 2, 3], [4, None, None, None]]
    assert (sizes(two), sizes(four)) == ({(841.89, 595.28)}, {(595.28, 841.89)})


def extent(data: bytes, side: int) -> tuple[int, int, int, int]:
    """The box around what is not white, in points."""
    with pypdfium2.PdfDocument(data) as pdf:
        picture = pdf[side].render(scale=1).to_pil().convert("L").point(lambda grey: 255 * (grey < 250))
    box: tuple[int, int, int, int] = picture.getbbox()
    return box


def test_a_page_of_another_shape_is_scaled_evenly_and_centred_in_its_place() -> None:
    left, top, right, bottom = extent(impose([source(1, LETTER)], PrintForm.TWO_UP, is_duplex=False).data, 0)
    # Half of a lying Letter sheet is 396 x 612; the page fills its width, at 396/612.
    assert (left, right) == pytest.approx((0, 396), abs=1)
    height = 792 * 396 / 612
    assert (top, bottom) == pytest.approx(((612 - height) / 2, (612 + height) / 2), abs=1.5)


def test_a_page_whose_paper_does_not_begin_at_zero_stands_where_others_do() -> None:
    moved = impose([source(2, left=14.17)], PrintForm.PLAIN, is_duplex=False).data
    assert extent(moved, 0) == extent(impose([source(2)], PrintForm.PLAIN, is_duplex=False).data, 0)


def test_a_page_that_is_turned_for_reading_is_turned_on_the_sheet() -> None:
    with read(coloured(1)) as pdf:
        pdf.pages[0].obj.Rotate = 90
        stored = io.BytesIO()
        pdf.save(stored)
    sheets = impose([Source("turned.pdf", stored.getvalue())], PrintForm.PLAIN, is_duplex=False)
    assert sizes(sheets.data) == {(841.89, 595.28)}
    assert extent(sheets.data, 0) == pytest.approx((0, 0, 842, 595), abs=1)


@pytest.mark.parametrize("form", list(PrintForm))
def test_on_both_sides_each_file_begins_on_a_sheet_of_its_own_and_ends_with_one(form: PrintForm) -> None:
    sheets = impose([source(1), source(3)], form, is_duplex=True)
    first = [page for page, side in enumerate(shown(sheets.data, *form.grid)) if 0 in side]
    assert [page % 2 for page in first] == [0, 0]
    assert sheets.sides % 2 == 0


def test_on_one_side_no_file_shares_a_side_with_another() -> None:
    sheets = impose([source(1), source(3)], PrintForm.FOUR_UP, is_duplex=False)
    assert shown(sheets.data, 2, 2) == [[0, None, None, None], [0, 1, 2, None]]


@pytest.mark.parametrize(
    ("form", "is_duplex", "wished"),
    [
        (PrintForm.BOOKLET, False, "/DuplexFlipShortEdge"),
        (PrintForm.TWO_UP, True, "/DuplexFlipShortEdge"),
        (PrintForm.FOUR_UP, True, "/DuplexFlipLongEdge"),
        (PrintForm.PLAIN, True, "/DuplexFlipLongEdge"),
        (PrintForm.PLAIN, False, None),
    ],
)
def test_sheets_wish_to_be_turned_over_at_the_right_edge(form: PrintForm, is_duplex: bool, wished: str | None) -> None:
    with read(impose([source(4)], form, is_duplex=is_duplex).data) as pdf:
        wishes = pdf.Root.ViewerPreferences
        assert (wishes.PrintScaling, wishes.get("/Duplex")) == ("/None", wished)


def words_of(data: bytes) -> list[str]:
    with pypdfium2.PdfDocument(data) as pdf:
        return sorted(word for page in pdf for word in page.get_textpage().get_text_range().split())


@pytest.mark.parametrize("form", list(PrintForm))
def test_sheets_say_the_words_of_their_source_and_no_others(writer: PdfWriter, form: PrintForm) -> None:
    made = writer.write(every_node()).data
    sheets = impose([Source("a.pdf", made)], form, is_duplex=False).data
    assert words_of(sheets) == words_of(made)
    with read(sheets) as pdf, read(made) as origin:
        told = {key: str(value) for key, value in pdf.docinfo.items()}
        assert told == {key: str(value) for key, value in origin.docinfo.items()} | {
            "/Title": "Staying safe, pack 3 (print only)"
        }
        assert str(pdf.Root.Lang) == str(origin.Root.Lang)


def test_sheets_claim_no_tags_and_lead_into_none(writer: PdfWriter) -> None:
    sheets = impose([Source("a.pdf", writer.write(every_node()).data)], PrintForm.BOOKLET, is_duplex=False).data
    with read(sheets) as pdf:
        assert {"/StructTreeRoot", "/MarkInfo", "/Metadata", "/Outlines"} & set(pdf.Root.keys()) == set()
        assert pdf.check_pdf_syntax() == []
        pictures = [picture for page in pdf.pages for picture in page.obj.Resources.XObject.values()]
        assert pictures
        assert not any("/StructParents" in picture for picture in pictures)


def test_the_same_sources_give_the_same_bytes(writer: PdfWriter) -> None:
    sources = [Source("a.pdf", writer.write(document()).data), source(3)]
    one, other = (impose(sources, PrintForm.BOOKLET, is_duplex=True).data for _ in range(2))
    assert one == other


@pytest.mark.parametrize("data", [b"", b"PK\x03\x04 a Word file", b"%PDF-1.7\nbroken", coloured(0)])
def test_what_is_no_pdf_is_refused_by_name(data: bytes) -> None:
    with pytest.raises(LessonPackError) as caught:
        impose([Source("a.docx", data)], PrintForm.BOOKLET, is_duplex=False)
    (finding,) = caught.value.diagnostics
    assert finding.code == "print/not-pdf"
    assert finding.message.startswith("a.docx ")


def test_a_locked_file_is_refused_as_such() -> None:
    stored = io.BytesIO()
    with read(coloured(1)) as pdf:
        pdf.save(stored, encryption=pikepdf.Encryption(owner="o", user="u"))
    with pytest.raises(LessonPackError, match=r"a\.pdf is locked by a password"):
        impose([Source("a.pdf", stored.getvalue())], PrintForm.PLAIN, is_duplex=False)


def test_without_the_extra_people_learn_what_to_install(monkeypatch: pytest.MonkeyPatch) -> None:
    importing = builtins.__import__

    def without(name: str, *rest: Any) -> Any:
        if name == "pikepdf":
            raise ImportError(name)
        return importing(name, *rest)

    given = source(1)
    monkeypatch.setattr(builtins, "__import__", without)
    with pytest.raises(LessonPackError) as caught:
        impose([given], PrintForm.BOOKLET, is_duplex=False)
    (finding,) = caught.value.diagnostics
    assert (finding.code, finding.is_environment) == ("env/no-print-extra", True)
    assert "python -m pip install pikepdf" in finding.hint


@pytest.mark.parametrize(
    ("form", "name"),
    [
        (PrintForm.BOOKLET, "staying-safe-3-C-student-booklet-print-only.pdf"),
        (PrintForm.TWO_UP, "staying-safe-3-C-student-2up-print-only.pdf"),
        (PrintForm.PLAIN, "staying-safe-3-C-student-print-only.pdf"),
    ],
)
def test_names_of_sheets_say_that_they_are_not_the_file_to_share(form: PrintForm, name: str) -> None:
    assert print_only_name("staying-safe-3-C-student.pdf", form) == name


def test_what_was_filled_in_on_a_screen_is_printed() -> None:
    with read(coloured(0)) as pdf:
        page = pdf.add_blank_page(page_size=A4)
        look = pdf.make_stream(b"1 0 0 rg 0 0 100 50 re f", {"/Type": pikepdf.Name.XObject})
        look.Subtype, look.BBox = pikepdf.Name.Form, pikepdf.Array([0, 0, 100, 50])
        field = pikepdf.Dictionary(
            Type=pikepdf.Name.Annot, Subtype=pikepdf.Name.Widget, FT=pikepdf.Name.Tx, T="a", V="b", F=4
        )
        field.Rect, field.AP = pikepdf.Array([100, 100, 200, 150]), pikepdf.Dictionary(N=look)
        page.obj.Annots = pikepdf.Array([pdf.make_indirect(field)])
        pdf.Root.AcroForm = pikepdf.Dictionary(Fields=page.obj.Annots)
        stored = io.BytesIO()
        pdf.save(stored)
    sheets = impose([Source("filled.pdf", stored.getvalue())], PrintForm.PLAIN, is_duplex=False)
    assert extent(sheets.data, 0) == pytest.approx((100, 692, 200, 742), abs=1)

"""The file as such: small objects are packed, readers find all of them, subsets are shared without being mixed up."""

from __future__ import annotations

import io

import pikepdf
import pypdfium2

from lessonpack.theme.tokens import Theme
from lessonpack.write.pdf.writer import PdfWriter
from tests.documents import document, every_node, para


def font_files(data: bytes) -> list[bytes]:
    with pikepdf.open(io.BytesIO(data)) as pdf:
        fonts = [font for sheet in pdf.pages for font in sheet.Resources.Font.values()]
        return sorted(font.FontDescriptor.FontFile2.read_bytes() for font in fonts)


def test_only_streams_stand_outside_object_streams(writer: PdfWriter) -> None:
    data = writer.write(every_node()).data
    assert data.count(b" 0 obj\n") == data.count(b"\nendstream")
    assert b"/Type/StructTreeRoot" not in data
    assert b"/Type/ObjStm" in data
    assert b"trailer" not in data


def test_readers_find_nothing_to_repair(writer: PdfWriter) -> None:
    for whole in (document(), every_node(), document(*[para(f"Paragraph {n}.") for n in range(600)])):
        written = writer.write(whole)
        with pikepdf.open(io.BytesIO(written.data), attempt_recovery=False) as pdf:
            assert pdf.check_pdf_syntax() == []
            assert len(pdf.pages) == written.pages
        with pypdfium2.PdfDocument(written.data) as opened:
            assert len(opened) == written.pages


def test_the_bytes_do_not_depend_on_what_was_written_before(theme: Theme) -> None:
    one, other = every_node(), document(para("Ein Satz äöü, Жизнь, Ω."), language="de")
    first, second = PdfWriter(theme), PdfWriter(theme)
    forwards = [first.write(whole).data for whole in (one, other)]
    backwards = [second.write(whole).data for whole in (other, one)]
    assert forwards == backwards[::-1]


def test_documents_in_the_same_kinds_of_letters_share_their_subset(writer: PdfWriter) -> None:
    one, other = document(para("Who can help me?")), document(para("Quick, ask a friend."))
    assert font_files(writer.write(one).data) == font_files(writer.write(other).data)

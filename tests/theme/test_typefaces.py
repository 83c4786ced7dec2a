"""Fonts of a theme's own: TrueType files beside it or on the machine, proved when the theme is loaded."""

from __future__ import annotations

import io
import struct
from pathlib import Path

import pikepdf
import pymupdf_fonts
import pytest
from reportlab.pdfbase.ttfonts import TTFontFace

from lessonpack.diagnostics import LessonPackError
from lessonpack.theme.typefaces import FontFiles
from lessonpack.tree.nodes import AnswerSpace
from lessonpack.write.pdf.fonts import face
from lessonpack.write.pdf.writer import PdfWriter
from tests.documents import document, every_node, para
from tests.theme.themes import places, refused, theme
from tests.write.pdf.reading import spoken, structure
from tests.write.pdf.treetext import tree_text

OWN = "extends: standard\nfonts:\n  text: {{regular: {regular}, bold: {bold}}}\n"


def a_font(name: str = "notos") -> bytes:
    return bytes(pymupdf_fonts.myfont(name))


def with_table(data: bytes, tag: bytes, change: tuple[int, bytes]) -> bytes:
    """The font with some bytes of a table replaced."""
    count = struct.unpack_from(">H", data, 4)[0]
    for i in range(count):
        name, _, start, _ = struct.unpack_from(">4s3I", data, 12 + 16 * i)
        if name == tag:
            at = start + change[0]
            return data[:at] + change[1] + data[at + len(change[1]) :]
    raise AssertionError(f"no table {tag!r}")


def fonts(folder: Path, regular: bytes, bold: bytes | None = None) -> Path:
    own = folder / "templates/standard/fonts"
    own.mkdir(parents=True)
    (own / "My.ttf").write_bytes(regular)
    (own / "MyBold.ttf").write_bytes(a_font("notosbo") if bold is None else bold)
    return folder


def a_theme(regular: str = "fonts/My.ttf", bold: str = "fonts/MyBold.ttf") -> str:
    return OWN.format(regular=regular, bold=bold)


def test_a_family_of_one_s_own_is_embedded_as_a_subset_and_says_the_same(tmp_path: Path) -> None:
    ours = theme(fonts(tmp_path, a_font("figo"), a_font("figbo")), "standard", standard=a_theme())
    whole = every_node()
    data = PdfWriter(ours).write(whole).data
    assert spoken(structure(data)) == tree_text(whole)
    with pikepdf.open(io.BytesIO(data)) as pdf:
        names = {str(font.BaseFont)[8:] for page in pdf.pages for font in page.Resources.Font.values()}
        sizes = [len(font.FontDescriptor.FontFile2.read_bytes()) for font in pdf.pages[0].Resources.Font.values()]
    assert names == {"FiraGO-Regular", "FiraGO-Bold"}
    assert max(sizes) < len(a_font("figo")) / 4


def test_a_font_elsewhere_on_the_machine_may_be_named_by_its_whole_path(tmp_path: Path) -> None:
    fonts(tmp_path / "elsewhere", a_font())
    path = (tmp_path / "elsewhere/templates/standard/fonts/My.ttf").as_posix()
    ours = theme(tmp_path / "project", "standard", standard=a_theme(path, path))
    assert isinstance(ours.fonts.text, FontFiles)
    assert face(ours.fonts.text).width("Words") == face("noto-sans").width("Words")


def test_where_a_style_is_missing_stress_is_bold(tmp_path: Path) -> None:
    family = theme(fonts(tmp_path, a_font()), "standard", standard=a_theme()).fonts.text
    assert isinstance(family, FontFiles)
    assert family.face(bold=False, italic=True) == family.face(bold=True, italic=True) == family.bold


def test_a_glyph_that_one_s_own_font_lacks_comes_from_a_shipped_one(tmp_path: Path) -> None:
    ours = theme(fonts(tmp_path, a_font("cascadia")), "standard", standard=a_theme())
    whole = document(para("a Ǆ 漢"))
    with pytest.raises(LessonPackError) as caught:
        PdfWriter(ours).write(whole)
    assert [(d.code, "漢" in d.message) for d in caught.value.diagnostics] == [("text/no-glyph", True)]
    known = document(para("a Ǆ Ж ў"))
    assert spoken(structure(PdfWriter(ours).write(known).data)) == tree_text(known)


def test_what_is_typed_into_a_form_is_shown_in_one_s_own_font(tmp_path: Path) -> None:
    ours = theme(fonts(tmp_path, a_font("cascadia")), "standard", standard=a_theme())
    made = PdfWriter(ours, is_fillable=True).write(document(AnswerSpace(lines=3, label="Your answer"))).data
    with pikepdf.open(io.BytesIO(made)) as pdf:
        (face,) = pdf.Root.AcroForm.DR.Font.values()
        assert face.FontDescriptor.FontFile2.read_bytes() == a_font("cascadia")


def test_two_themes_whose_fonts_are_called_alike_keep_their_own(tmp_path: Path) -> None:
    one = theme(fonts(tmp_path / "one", a_font("notos")), "standard", standard=a_theme()).fonts.text
    two = theme(fonts(tmp_path / "two", a_font("figo")), "standard", standard=a_theme()).fonts.text
    assert face(one).width("Words") != face(two).width("Words")


BROKEN = {
    "PostScript (CFF)": b"OTTO" + a_font()[4:],
    "collection of several": b"ttcf" + bytes(60),
    "for web pages": b"wOF2" + bytes(60),
    "no TrueType font": b"%PDF-1.7",
    "damaged": a_font()[:3000],
    "its maker forbids it": with_table(a_font(), b"OS/2", (8, b"\0\2")),
}


@pytest.mark.parametrize("said", BROKEN)
def test_a_file_that_cannot_be_embedded_is_refused_with_the_reason_and_what_to_do(tmp_path: Path, said: str) -> None:
    found = refused(fonts(tmp_path, BROKEN[said]), "standard", standard=a_theme())
    assert places(found) == [("theme.yaml:3:19", "theme/font")]
    assert said in found[0].message
    assert found[0].hint


def with_outlines(data: bytes, **moved: str) -> bytes:
    """The font with the outlines of some characters those of others; of a space, none."""
    font = TTFontFace(io.BytesIO(data))
    width = 4 if font.get_table("head")[51] else 2
    for typed, drawn in moved.items():
        ours, theirs = (font.charToGlyph[ord(" " if c == "space" else c)] for c in (typed, drawn))
        start, end = (font.get_table("loca")[(theirs + n) * width : (theirs + n + 1) * width] for n in (0, 1))
        data = with_table(data, b"loca", (ours * width, start))
        data = with_table(data, b"loca", ((ours + 1) * width, end))
    return data


def test_a_font_whose_letters_nobody_sees_is_refused(tmp_path: Path) -> None:
    found = refused(fonts(tmp_path, with_outlines(a_font(), R="space")), "standard", standard=a_theme())
    assert "draws nothing, or next to nothing, for" in found[0].message


@pytest.mark.parametrize("length", [*range(4, 400, 37), *range(400, 60_000, 7001)])
def test_no_broken_font_is_a_traceback(tmp_path: Path, length: int) -> None:
    found = refused(fonts(tmp_path, a_font()[:length]), "standard", standard=a_theme())
    assert [d.code for d in found] == ["theme/font"]


@pytest.mark.parametrize(
    ("text", "place", "code"),
    [
        (a_theme(regular="fonts/Nope.ttf"), "theme.yaml:3:19", "theme/font"),
        (a_theme(regular="../../../My.ttf"), "theme.yaml:3:19", "theme/font"),
        ("extends: standard\nfonts:\n  text: {regular: fonts/My.ttf}\n", "theme.yaml:3:9", "content/missing-key"),
        ("extends: standard\nfonts: {text: {bold: fonts/My.ttf, reg: x}}\n", "theme.yaml:2:36", "content/unknown-key"),
    ],
)
def test_what_is_typed_wrong_is_told_at_its_place(tmp_path: Path, text: str, place: str, code: str) -> None:
    assert (place, code) in places(refused(fonts(tmp_path, a_font()), "standard", standard=text))


def test_letters_apart_are_measured_as_they_are_drawn(tmp_path: Path) -> None:
    wide = theme(tmp_path, "wide", wide="extends: standard\nletter_spacing: 0.1\n")
    assert face("noto-sans", spacing=100.0).width("abc") == face("noto-sans").width("abc") + 300
    whole = document(para())
    data = PdfWriter(wide).write(whole).data
    assert spoken(structure(data)) == tree_text(whole)
    with pikepdf.open(io.BytesIO(data)) as pdf:
        assert b"1.2 Tc" in pdf.pages[0].Contents.read_bytes()

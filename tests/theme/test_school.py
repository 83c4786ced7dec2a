"""The school's name and logo: one bare picture for all writers, words for those who do not see it, the gate's eye."""

from __future__ import annotations

import io
import re
import struct
import zipfile
import zlib
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

import pikepdf
import pytest
from PIL import Image, PngImagePlugin
from pydantic_core import PydanticCustomError

from lessonpack.diagnostics import LessonPackError
from lessonpack.pack import Pack, PackRequest, build
from lessonpack.theme.school import reduced
from lessonpack.write.docx.readback import spoken as docx_spoken
from lessonpack.write.pdf.readback import spoken as pdf_spoken
from lessonpack.write.picture import NotBareError, pixels
from lessonpack.write.readback import UnreadableError
from tests.theme.themes import places, project, refused

UNSEEN = "hidden words"
NAME = "Middle School No. 112"
SCHOOL = 'extends: standard\nschool:\n  name: "{name}"\n  logo: {{file: {file}, alt: "{alt}", height_mm: {height}}}\n'


def a_picture(kind: str = "PNG", mode: str = "RGB", size: tuple[int, int] = (90, 60), **saved: Any) -> bytes:
    made = io.BytesIO()
    channels = Image.linear_gradient("L").resize(size)
    image = Image.merge("RGB", (channels, channels.rotate(180), channels.rotate(90))).convert(mode)
    image.save(made, kind, **saved)
    return made.getvalue()


def a_school(name: str = NAME, file: str = "logo.png", alt: str = f"Crest of {NAME}", height: str = "12") -> str:
    return SCHOOL.format(name=name, file=file, alt=alt, height=height)


def put(folder: Path, data: bytes, name: str = "logo.png") -> Path:
    path = folder / "templates/standard" / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(data)
    return folder


# ---- the picture ---------------------------------------------------------------------------------------------------


def with_metadata() -> list[bytes]:
    told = PngImagePlugin.PngInfo()
    told.add_text("Comment", UNSEEN)
    return [a_picture(pnginfo=told), a_picture("JPEG", comment=UNSEEN.encode(), exif=b"Exif\0\0" + UNSEEN.encode())]


@pytest.mark.parametrize("data", with_metadata(), ids=["png", "jpeg"])
def test_a_picture_is_made_anew_without_what_else_was_in_its_file(data: bytes) -> None:
    assert UNSEEN.encode() in data
    made = reduced(data)
    assert UNSEEN.encode() not in made.data
    assert (pixels(made.data).width, pixels(made.data).height) == (90, 60)
    assert reduced(data) == made


@pytest.mark.parametrize(("mode", "channels"), [("RGB", 3), ("RGBA", 3), ("P", 3), ("L", 1), ("1", 1), ("LA", 1)])
def test_every_kind_of_png_becomes_grey_or_rgb(mode: str, channels: int) -> None:
    made = reduced(a_picture(mode=mode))
    assert pixels(made.data).channels == channels
    assert made.is_grey is (channels == 1)


def test_what_is_transparent_becomes_white() -> None:
    stored = io.BytesIO()
    Image.new("RGBA", (4, 4), (200, 0, 0, 0)).save(stored, "PNG")
    assert Image.open(io.BytesIO(reduced(stored.getvalue()).data)).getpixel((1, 1)) == 255


def test_a_photograph_is_turned_upright_and_made_no_larger_than_print_shows() -> None:
    exif = Image.Exif()
    exif[0x0112] = 6
    made = reduced(a_picture("JPEG", size=(2400, 1600), exif=exif))
    assert (made.width, made.height) == (800, 1200)


@pytest.mark.parametrize(
    ("data", "said"),
    [
        (b"GIF89a" + bytes(20), "neither a PNG nor a JPEG"),
        (b"<svg xmlns='http://www.w3.org/2000/svg'/>", "neither a PNG nor a JPEG"),
        (a_picture()[:200], "damaged"),
        (a_picture(mode="1", size=(5000, 4000)), "20 million pixels; at most 16 million"),
    ],
)
def test_other_files_broken_ones_and_huge_ones_are_refused(data: bytes, said: str) -> None:
    with pytest.raises(PydanticCustomError, match=re.escape(said)):
        reduced(data)


def a_chunk(kind: bytes, body: bytes) -> bytes:
    return len(body).to_bytes(4) + kind + body + zlib.crc32(kind + body).to_bytes(4)


@pytest.mark.parametrize(
    "changed",
    [
        lambda data: a_picture(mode="RGBA"),
        lambda data: data[:33] + a_chunk(b"tEXt", b"Comment\0" + UNSEEN.encode()) + data[33:],
        lambda data: data + UNSEEN.encode(),
        lambda data: data[:33] + a_chunk(b"IDAT", zlib.compress(bytes(60 * 271)) + b"more") + a_chunk(b"IEND", b""),
        lambda data: data[:33] + a_chunk(b"IDAT", zlib.compress(bytes(60 * 271 + 1))) + a_chunk(b"IEND", b""),
        lambda data: data[:-20],
    ],
    ids=["transparency", "text", "behind the end", "behind the pixels", "too many pixels", "cut off"],
)
def test_a_picture_that_holds_more_than_its_pixels_is_told(changed: Any) -> None:
    data = reduced(a_picture()).data
    assert pixels(data).height == 60
    with pytest.raises((NotBareError, struct.error)):
        pixels(changed(data))


# ---- the theme -----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "place", "said"),
    [
        (a_school(file="nope.png"), "theme.yaml:4:16", "no such file"),
        (a_school(file="../../../logo.png"), "theme.yaml:4:16", "outside of the project"),
        (a_school(file="/etc/hostname"), "theme.yaml:4:16", "not from the root of the disk"),
        (a_school(alt=" "), "theme.yaml:4:31", "needs `alt:`"),
        ("extends: standard\nschool:\n  logo: {file: logo.png}\n", "theme.yaml:3:9", "needs `alt:`"),
    ],
)
def test_a_logo_that_cannot_be_had_or_seen_by_all_is_refused_at_its_place(
    tmp_path: Path, text: str, place: str, said: str
) -> None:
    put(tmp_path.parent, a_picture(), "outside.png")
    found = refused(put(tmp_path, a_picture()), "standard", standard=text)
    assert places(found) == [(place, "theme/logo")]
    assert said in found[0].message


def test_a_file_larger_than_five_megabytes_is_not_read(tmp_path: Path) -> None:
    found = refused(put(tmp_path, bytes(5_000_001)), "standard", standard=a_school())
    assert [(d.code, "at most 5 MB" in d.message) for d in found] == [("theme/logo", True)]


@pytest.mark.parametrize("name", ["", "x" * 121, "a\u00adb"])
def test_a_name_is_one_line_of_words(tmp_path: Path, name: str) -> None:
    found = refused(tmp_path, "standard", standard=f'extends: standard\nschool: {{name: "{name}"}}\n')
    assert places(found) == [("theme.yaml:2:16", "theme/school")]


def test_a_long_logo_is_lower_so_that_the_name_has_room_beside_it(tmp_path: Path) -> None:
    theme = project(put(tmp_path, a_picture(size=(1000, 50))), standard=a_school(height="20")).theme
    assert theme.logo is not None
    assert theme.logo.size_mm() == (60.0, 3.0)


# ---- the documents -------------------------------------------------------------------------------------------------


@cache
def packs(folder: Path) -> dict[str, Pack]:
    made = project(put(folder, a_picture()), standard=a_school(), copy="extends: large-print\n")
    requests = (PackRequest(date(2026, 9, 1), ("C",), theme=name) for name in ("standard", "copy"))
    return {request.theme: build(made, "water-cycle", request) for request in requests}


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Pack]:
    return packs(tmp_path_factory.mktemp("school"))


def test_name_and_logo_stand_on_the_first_page_of_every_pdf_and_nowhere_else(built: dict[str, Pack]) -> None:
    for pack in built.values():
        for file in (one for one in pack.files if one.format == "pdf"):
            said = pdf_spoken(file.data)
            assert [NAME in " ".join(page.split()) for page in said.pages] == [True] + [False] * (len(said.pages) - 1)
            assert f"Crest of {NAME}" in said.elsewhere
            with pikepdf.open(io.BytesIO(file.data)) as pdf:
                assert ["/XObject" in page.Resources for page in pdf.pages] == [True] + [False] * (len(pdf.pages) - 1)
                assert pdf.pages[0].Resources.XObject.Logo.read_bytes()


def test_the_figure_has_an_alternative_and_its_extent(built: dict[str, Pack]) -> None:
    file = next(one for one in built["standard"].files if one.format == "pdf")
    with pikepdf.open(io.BytesIO(file.data)) as pdf:
        first = pdf.Root.StructTreeRoot.K.K[0]
        left, bottom, right, top = (float(edge) for edge in first.A.BBox)
        assert (str(first.S), str(first.Alt)) == ("/Figure", f"Crest of {NAME}")
        assert (round(right - left, 1), round(top - bottom, 1)) == (51.0, 34.0)


def test_word_files_hold_the_same_bytes_with_the_same_words(built: dict[str, Pack]) -> None:
    for file in (one for one in built["standard"].files if one.format == "docx"):
        said = docx_spoken(file.data)
        assert said.pages[0].lstrip().startswith(NAME)
        assert f"Crest of {NAME}" in said.elsewhere
        with zipfile.ZipFile(io.BytesIO(file.data)) as package:
            assert package.read("word/media/image1.png") == reduced(a_picture()).data
            numbers = re.findall(rb'<wp:docPr[^>]* id="(\d+)"', package.read("word/document.xml"))
            assert len(numbers) == len(set(numbers)) > 0


def repacked(data: bytes, name: str, content: bytes) -> bytes:
    made = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(made, "w") as new:
        for entry in old.infolist():
            new.writestr(entry, content if entry.filename == name else old.read(entry))
        if name not in old.namelist():
            new.writestr(name, content)
    return made.getvalue()


@pytest.mark.parametrize("name", ["word/media/image1.png", "word/media/image2.png", "word/media/image1.jpeg"])
def test_a_word_file_with_another_picture_than_a_bare_logo_is_refused(built: dict[str, Pack], name: str) -> None:
    file = next(one for one in built["standard"].files if one.format == "docx")
    with pytest.raises(UnreadableError):
        docx_spoken(repacked(file.data, name, a_picture(mode="RGBA")))


@pytest.mark.parametrize("change", [(b"/Columns 90", b"/Columns 91"), (b"/Width 90", b"/Width 45")])
def test_a_pdf_with_another_picture_than_it_says_is_refused(
    built: dict[str, Pack], change: tuple[bytes, bytes]
) -> None:
    file = next(one for one in built["standard"].files if one.format == "pdf")
    assert change[0] in file.data
    with pytest.raises(UnreadableError):
        pdf_spoken(file.data.replace(*change))


@pytest.mark.parametrize(
    "name",
    ["Our School, call 8-801-100-16-11", "Our School, www.example.org", "Ring 113 for fun", "It is your own fault",
     "Nobody will believe you", "Write about your secret"],
)  # fmt: skip
def test_a_name_with_a_number_to_dial_an_address_or_a_message_is_stopped_by_the_gate(tmp_path: Path, name: str) -> None:
    made = project(put(tmp_path, a_picture()), standard=a_school(name=name))
    with pytest.raises(LessonPackError) as caught:
        build(made, "water-cycle", PackRequest(date(2026, 9, 1), ("C",), ("student",), ("docx",)))
    found = [d for d in caught.value.diagnostics if d.is_error]
    assert {(str(d.span), d.code) for d in found} == {("templates/standard/theme.yaml:3:9", "gate/school-name")}

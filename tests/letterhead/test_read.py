"""What is taken from a school's Word file, and what is left out and told."""

from __future__ import annotations

import struct
import zipfile
from io import BytesIO

import pytest

from lessonpack.diagnostics import LessonPackError
from lessonpack.letterhead.model import STYLE_NAMES, Letterhead, images, words
from lessonpack.letterhead.read import read_letterhead
from tests.letterhead.makers import (
    ADDRESS,
    NAME,
    a_letterhead,
    changed,
    parts,
    related_outside,
    replaced,
    with_in_header,
)

DTD = '<!DOCTYPE x [<!ENTITY a "boom">]>'
SEPARATE, END = '<w:r><w:fldChar w:fldCharType="separate"/></w:r>', '<w:r><w:fldChar w:fldCharType="end"/></w:r>'


def read(data: bytes) -> Letterhead:
    return read_letterhead(data, "reference.docx")


def dropped(data: bytes) -> str:
    return "\n".join(d.message for d in read(data).findings if d.code == "letterhead/dropped")


def header(data: bytes) -> str:
    return words(read(data).variants[0].header)


def a_field(code: str, result: str = "what it showed") -> str:
    begin = '<w:r><w:fldChar w:fldCharType="begin"/></w:r>'
    return f"{begin}<w:r><w:instrText>{code}</w:instrText></w:r>{SEPARATE}<w:r><w:t>{result}</w:t></w:r>{END}"


def test_words_logo_and_every_kind_of_page_are_read() -> None:
    found = read(a_letterhead(first="First", even="Even"))
    assert [variant.kind for variant in found.variants] == ["default", "first", "even"]
    default, first, even = found.variants
    assert NAME in words(default.header)
    assert [image.alt for image in images(default.header)] == ["Crest: a tree"]
    assert (words(default.footer), words(first.header), words(even.footer)) == (ADDRESS, "First", "Even")


@pytest.mark.parametrize(
    ("old", "new"),
    [('w:styleId="Heading2"', 'w:styleId="berschrift2"'), ('w:styleId="Heading2"', 'w:styleId="2"')],
    ids=["german", "russian"],
)
def test_styles_are_found_by_their_built_in_names_whatever_their_ids(old: str, new: str) -> None:
    found = read(replaced(a_letterhead(), "word/styles.xml", old, new))
    assert (found.styles["heading 2"].font, found.styles["heading 2"].colour) == ("Georgia", "#7a1010")
    assert found.missing == ()


def test_a_style_with_a_translated_name_is_found_by_its_id() -> None:
    data = replaced(a_letterhead(), "word/styles.xml", 'w:name w:val="heading 2"', 'w:name w:val="Überschrift 2"')
    assert read(data).styles["heading 2"].font == "Georgia"


def test_a_missing_style_is_told_by_its_name() -> None:
    data = replaced(a_letterhead(), "word/styles.xml", 'w:styleId="Quote"', 'w:styleId="Zitat"')
    data = replaced(data, "word/styles.xml", 'w:name w:val="Quote"', 'w:name w:val="Rede"')
    found = read(data)
    assert found.missing == ("Quote",)
    assert any("'Quote'" in d.message for d in found.findings if d.code == "letterhead/missing-style")
    assert set(found.styles) == set(STYLE_NAMES) - {"Quote"}


@pytest.mark.parametrize(
    ("name", "what"),
    [
        ("word/vbaProject.bin", "macros"),
        ("word/activeX/activeX1.xml", "ActiveX"),
        ("word/embeddings/oleObject1.bin", "objects"),
        ("word/comments.xml", "comments"),
    ],
)
def test_parts_that_run_or_tell_are_left_out_and_told(name: str, what: str) -> None:
    data = changed(a_letterhead(), lambda contents: contents.update({name: b"<x/>"}))
    assert what in dropped(data)


@pytest.mark.parametrize(
    ("part", "kind", "what"),
    [("settings.xml", "attachedTemplate", "template"), ("header1.xml", "image", "picture that lies elsewhere")],
)
def test_what_word_would_fetch_is_left_out_and_told(part: str, kind: str, what: str) -> None:
    assert what in dropped(related_outside(a_letterhead(), part, kind, "https://evil.example/x"))


@pytest.mark.parametrize("code", ["INCLUDEPICTURE https://e.example/x.png", "INCLUDETEXT a.docx", "DDE cmd", "LINK x"])
def test_a_field_that_fetches_is_left_out_with_what_it_showed(code: str) -> None:
    data = with_in_header(a_field(code))
    assert "fetches" in dropped(data)
    assert "what it showed" not in header(data)


def test_other_fields_keep_their_words_and_page_numbers_give_way_to_ours() -> None:
    assert "what it showed" in header(with_in_header(a_field("AUTHOR")))
    numbered = with_in_header("<w:r><w:t>Seite </w:t></w:r>" + a_field("PAGE", "1"))
    assert "Seite" not in header(numbered)
    assert "page numbers" in dropped(numbered)


def test_hidden_words_and_marks_that_turn_the_order_are_left_out() -> None:
    data = with_in_header("<w:r><w:rPr><w:vanish/></w:rPr><w:t>unseen</w:t></w:r><w:r><w:t>a\u202eb\u200bc</w:t></w:r>")
    assert "unseen" not in header(data)
    assert "hidden words" in dropped(data)
    assert header(data).endswith("abc")


def test_a_link_keeps_its_words_alone_and_an_object_nothing() -> None:
    data = with_in_header('<w:hyperlink r:id="rId9"><w:r><w:t>our site</w:t></w:r></w:hyperlink><w:r><w:object/></w:r>')
    assert "our site" in header(data)
    assert "link in a margin" in dropped(data)
    assert "object" in dropped(data)


def test_a_text_too_pale_to_be_read_is_printed_dark() -> None:
    data = with_in_header('<w:r><w:rPr><w:color w:val="EEEEEE"/></w:rPr><w:t>pale</w:t></w:r>')
    assert "#eeeeee" in dropped(data)


def test_a_header_that_leaves_no_room_for_the_lesson_is_cut() -> None:
    line = "<w:r><w:t>One more line</w:t></w:r>"
    data = with_in_header(line + f"</w:p><w:p>{line}" * 40)
    assert header(data).count("One more line") < 20
    assert "paragraphs" in dropped(data)


def refused(data: bytes) -> str:
    with pytest.raises(LessonPackError) as caught:
        read(data)
    (found,) = caught.value.diagnostics
    assert found.code == "letterhead/unreadable"
    return found.message


def test_a_file_that_is_no_word_file_is_refused() -> None:
    whole = a_letterhead()
    for data in (b"", b"PK", whole[: len(whole) // 2], b"\xd0\xcf\x11\xe0 an old file"):
        assert refused(data)
    assert "no Word document" in refused(changed(whole, lambda contents: contents.pop("word/document.xml")))


@pytest.mark.parametrize("name", ["word/document.xml", "word/styles.xml", "word/header1.xml"])
def test_broken_markup_and_entities_are_refused(name: str) -> None:
    whole = a_letterhead()
    assert "not well formed" in refused(changed(whole, lambda contents: contents.update({name: b"<w:x"})))
    entity = changed(whole, lambda c: c.update({name: f"{DTD}<x>&a;</x>".encode()}))
    assert "document type" in refused(entity)


def test_a_file_that_unpacks_without_end_is_refused() -> None:
    bomb = changed(a_letterhead(), lambda contents: contents.update({"word/media/x.bin": b"\0" * 5_000_000}))
    assert "times its size" in refused(bomb)
    many = changed(a_letterhead(), lambda contents: contents.update({f"x{n}": b"" for n in range(600)}))
    assert "parts" in refused(many)


def test_a_part_that_claims_to_be_smaller_than_it_is_is_refused() -> None:
    data = bytearray(a_letterhead())
    with zipfile.ZipFile(BytesIO(data)) as package:
        size = package.getinfo("word/document.xml").file_size
    struct.pack_into("<I", data, data.rfind(b"word/document.xml") - 22, size - 10)
    assert "damaged" in refused(bytes(data)) or "well formed" in refused(bytes(data))


def outcome(data: bytes) -> list[str]:
    """The codes with which a file is refused; none where it is read."""
    try:
        read(data)
    except LessonPackError as fault:
        return [d.code for d in fault.diagnostics]
    return []


def test_a_damaged_file_is_a_finding_and_never_a_traceback() -> None:
    whole = a_letterhead()
    for at in range(40, len(whole), len(whole) // 150):
        data = whole[:at] + bytes([whole[at] ^ 0xFF]) + whole[at + 1 :]
        assert outcome(data) in ([], ["letterhead/unreadable"])


def test_a_picture_that_is_none_is_left_out() -> None:
    name = next(name for name in parts(a_letterhead()) if name.startswith("word/media/"))
    data = changed(a_letterhead(), lambda contents: contents.update({name: b"no picture"}))
    assert images(read(data).variants[0].header) == ()
    assert "neither a PNG nor a JPEG" in dropped(data)

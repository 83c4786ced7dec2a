"""What a text file of cases cannot hold: other encodings, hostile sizes and depths, and the values as they come out."""

from __future__ import annotations

import pytest

from lessonpack.diagnostics import Diagnostic, LessonPackError
from lessonpack.load.source import MAX_BYTES, MAX_DEPTH, read_yaml
from lessonpack.model.placed import Scalar


def refused(data: bytes) -> tuple[Diagnostic, ...]:
    with pytest.raises(LessonPackError) as caught:
        read_yaml(data, "a.yaml")
    return caught.value.diagnostics


def places(data: bytes) -> list[tuple[str, str]]:
    return [(str(d.span).removeprefix("a.yaml:"), d.code) for d in refused(data)]


# ---- encoding ----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("encoding", ["utf-16", "utf-16-le", "utf-16-be", "utf-32"])
def test_a_file_in_another_unicode_encoding_is_refused(encoding: str) -> None:
    assert refused("id: a\n".encode(encoding))[0].code in ("yaml/encoding", "yaml/control-character")


def test_utf_16_with_its_mark_is_called_by_its_name() -> None:
    (found,) = refused("id: a\n".encode("utf-16"))
    assert (found.code, found.message) == ("yaml/encoding", "the file is saved as UTF-16")
    assert found.hint == "save the file with the encoding UTF-8"


@pytest.mark.parametrize(
    ("data", "place"),
    [
        (b"id: caf\xe9\n", "1:8"),
        (b"id: a\ntitle: \xffx\n", "2:8"),
        ("id: é é ".encode() + b"\xc3", "1:9"),
        (b"\xef\xbb\xbfid: a\nt\xff: 1\n", "2:2"),
        (b"id: a\r\nt: b\r\n\xfe", "3:1"),
        (b"id: a\rt\xff: 1", "2:2"),
        (b"id: \xed\xa0\x80\n", "1:5"),
    ],
)
def test_a_byte_that_is_not_utf_8_is_shown_where_it_stands(data: bytes, place: str) -> None:
    assert places(data) == [(place, "yaml/encoding")]


def test_a_byte_order_mark_at_the_start_is_passed_over() -> None:
    read = read_yaml(b"\xef\xbb\xbfid: a\n", "a.yaml")
    assert read == {"id": "a"}
    assert str(read.key_spans["id"]) == "a.yaml:1:1"


@pytest.mark.parametrize("end", ["\r\n", "\r", "\n"])
def test_lines_may_end_as_on_any_system(end: str) -> None:
    read = read_yaml(f"id: a{end}text: |{end}  one{end}  two{end}".encode(), "a.yaml")
    assert read == {"id": "a", "text": "one\ntwo\n"}
    assert str(read.key_spans["text"]) == "a.yaml:2:1"


def test_nul_is_refused_where_it_stands() -> None:
    assert places(b"id: a\ntitle: b\x00c\n") == [("2:9", "yaml/control-character")]


def test_a_file_of_control_characters_is_refused_without_listing_them_all() -> None:
    assert len(refused(b"\x01" * 1_000_000)) == 50


# ---- size and depth ----------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "data",
    [
        "[" * 100_000,
        "- " * 100_000,
        "{a: " * 100_000,
        "? " * 100_000,
        "[a: " * 100_000,
        "a:\n" + "".join(" " * n + "a:\n" for n in range(1, 200)),
        "a: [" + '"]", [' * 100_000,
        "a: [" + " # ]\n [" * 100_000,
        "a: [" + "'}', {a: " * 100_000,
        "a: &a [\n" + "[" * 60_000,
    ],
    ids=["lists", "block", "mappings", "keys", "pairs", "lines", "quotes", "comments", "braces", "anchors"],
)
def test_nesting_without_end_is_refused_and_not_walked(data: str) -> None:
    assert [d.code for d in refused(data.encode())] == ["yaml/too-deep"]


def test_nesting_up_to_the_limit_is_read() -> None:
    assert "a" in read_yaml(f"a: {'[' * (MAX_DEPTH - 2)}x{']' * (MAX_DEPTH - 2)}".encode(), "a.yaml")


def test_a_file_over_the_limit_of_bytes_is_refused_unread() -> None:
    (found,) = refused(b"a: " + b"x" * MAX_BYTES)
    assert (str(found.span), found.code) == ("a.yaml:1:1", "yaml/too-large")
    assert found.message == "the file has 2,000,003 bytes; at most 2,000,000 are read"


def test_a_file_with_too_many_values_is_refused() -> None:
    assert places(b"a: [" + b"x," * 100_000 + b"]") == [("1:1", "yaml/too-large")]


def test_a_billion_laughs_are_counted_and_not_written_out() -> None:
    levels = "".join(f"b{n}: &b{n} [{', '.join([f'*b{n - 1}'] * 1000)}]\n" for n in range(1, 45))
    assert places(f"b0: &b0 [lol]\n{levels}".encode()) == [("1:1", "yaml/too-large")]


# ---- values ------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "typed",
    ["NO", "yes", "on", "0800 1111", "1.10", "0x1F", "010", "1_000", "12:30:45", ".inf", "2009-05-26", "1e3", "+375"],
)
def test_a_scalar_stays_the_text_that_was_typed(typed: str) -> None:
    assert read_yaml(f"a: {typed}\n".encode(), "a.yaml") == {"a": typed}


@pytest.mark.parametrize("typed", ["", "~", "null"])
def test_nothing_is_nothing_unless_it_is_quoted(typed: str) -> None:
    assert read_yaml(f"a: {typed}\nb: '{typed}'\n".encode(), "a.yaml") == {"a": None, "b": typed}


def test_a_merge_key_in_quotes_is_refused_as_well() -> None:
    assert places(b'a: &x {b: 1}\nc: {"<<": *x}\n') == [("2:5", "yaml/merge")]


def test_a_tag_cannot_write_to_the_terminal() -> None:
    (found,) = refused(b"a: !%1b[2J x\n")
    assert found.message.isprintable()


# ---- places inside scalars ---------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "written",
    [
        "a: one two X three",
        "a: one two\n  X three",
        "a: 'one ''two'' X three'",
        'a: "one two\n\n  X three"',
        "a: >\n  one two\n  X three\n",
        "a: >-\n  one two\n\n  X three\n",
        "a: >+\n    one two\n      X three\n\n",
        "a: |2  # literal\n  one two\n   X three\n",
        "a: |\n\n  > one\n  | two X three\n",
        "a: [one, 'one two X']",
    ],
)
def test_every_character_of_a_text_is_found_where_it_was_typed(written: str) -> None:
    value = read_yaml(written.encode(), "a.yaml")["a"]
    value = value[-1] if isinstance(value, list) else value
    assert isinstance(value, Scalar)
    place = value.place(str(value).index("X"))
    assert written.split("\n")[place.line - 1][place.column - 1] == "X"


def test_behind_an_escape_the_text_itself_is_the_place() -> None:
    value = read_yaml(b'a: "one\\ttwo X"', "a.yaml")["a"]
    assert str(value.place(value.index("X"))) == "a.yaml:1:4"

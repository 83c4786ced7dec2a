"""The marks inside a text: what each becomes, and what is said of one that is not closed or not understood."""

from __future__ import annotations

import re
import unicodedata

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from lessonpack.model.inline import (
    Foreign,
    Link,
    Mark,
    MarkError,
    Stress,
    Strong,
    Term,
    Words,
    parse,
    plain,
    terms,
)


def w(text: str) -> Words:
    return Words(text)


MARKS: list[tuple[str, tuple[Mark, ...]]] = [
    ("", ()),
    ("plain words", (w("plain words"),)),
    ("two\n  lines\tand tabs", (w("two lines and tabs"),)),
    ("a\u00a0b\u2003c", (w("a\u00a0b\u2003c"),)),
    ("<b>&amp;</b> {{ x }}".replace("{", "\\{").replace("}", "\\}"), (w("<b>&amp;</b> {{ x }}"),)),
    ("*stress*", (Stress((w("stress"),)),)),
    ("**strong**", (Strong((w("strong"),)),)),
    ("***both***", (Strong((Stress((w("both"),)),)),)),
    ("*a **b** c*", (Stress((w("a "), Strong((w("b"),)), w(" c"))),)),
    ("**a *b* c**", (Strong((w("a "), Stress((w("b"),)), w(" c"))),)),
    ("**a *b***", (Strong((w("a "), Stress((w("b"),)))),)),
    ("un*believ*able", (w("un"), Stress((w("believ"),)), w("able"))),
    ("*a* *b*", (Stress((w("a"),)), w(" "), Stress((w("b"),)))),
    ("2 \\* 3 \\* 4", (w("2 * 3 * 4"),)),
    ("\\\\ \\[ \\] \\{ \\} \\*", (w("\\ [ ] { } *"),)),
    ("[words](https://a.org/b?c=1&d=2#e)", (Link("https://a.org/b?c=1&d=2#e", (w("words"),)),)),
    ("[write](mailto:a@b.org), [call](tel:+375)", (
        Link("mailto:a@b.org", (w("write"),)), w(", "), Link("tel:+375", (w("call"),)),
    )),
    ("[a *b*](http://c)", (Link("http://c", (w("a "), Stress((w("b"),)))),)),
    ("[слова]{ru}", (Foreign("ru", (w("слова"),)),)),
    ("*[слова]{be-BY}*", (Stress((Foreign("be-BY", (w("слова"),)),)),)),
    ("{kerb}", (Term("kerb", ()),)),
    ("*{kerb}*", (Stress((Term("kerb", ()),)),)),
    ("{kerb|the  edges}", (Term("kerb", (w("the edges"),)),)),
    ("see {kerb|*it*}", (w("see "), Term("kerb", (w("*it*"),)))),
    ("(brackets) are_words - ~too~ `here`", (w("(brackets) are_words - ~too~ `here`"),)),
]  # fmt: skip


@pytest.mark.parametrize(("typed", "marks"), MARKS, ids=[typed for typed, _ in MARKS])
def test_what_is_typed_becomes(typed: str, marks: tuple[Mark, ...]) -> None:
    assert parse(typed) == marks


FAULTS = [
    ("a *b", 2, "* is never closed with *"),
    ("a **b", 2, "** is never closed with **"),
    ("**a*", 3, "* is never closed"),
    ("*a [b* c]", 5, "* stands inside *"),
    ("a * b", 2, "* is never closed"),
    ("**", 0, "** is never closed"),
    ("****", 0, "nothing stands between ** and **"),
    ("* *", 0, "nothing stands between * and *"),
    ("[](https://a)", 0, "nothing stands between [ and ]"),
    ("a [b", 2, "[ is never closed with ]"),
    ("[a] b", 0, "[words] must be followed by"),
    ("[a](https://b", 0, "[words] must be followed by"),
    ("[a]{ru", 0, "[words] must be followed by"),
    ("[a](b.org)", 4, "an address starts with"),
    ("[a](javascript:x)", 4, "an address starts with"),
    ("[a](https://b c)", 4, "an address starts with"),
    ("[a]{}", 4, "'' is not a language tag"),
    ("[a]{ru_RU}", 4, "'ru_RU' is not a language tag"),
    ("[a [b](https://c)](https://d)", 3, "[ stands inside ["),
    ("[a *b [c]{ru}*](https://d)", 6, "[ stands inside ["),
    ("a ] b", 2, "] without its opening mark"),
    ("a } b", 2, "} without its opening mark"),
    ("{", 0, "{ must be followed by the id"),
    ("a {B}", 2, "{ must be followed by the id"),
    ("a {b|}", 2, "{ must be followed by the id"),
    ("a {{ b }}", 2, "{ must be followed by the id"),
    ("C:\\x", 2, "a backslash may stand before"),
    ("end\\", 3, "a backslash may stand before"),
]


@pytest.mark.parametrize(("typed", "offset", "said"), FAULTS, ids=[typed for typed, _, _ in FAULTS])
def test_a_slip_is_told_at_its_place(typed: str, offset: int, said: str) -> None:
    with pytest.raises(MarkError) as caught:
        parse(typed)
    assert (caught.value.offset, str(caught.value)[: len(said)]) == (offset, said)


def test_the_words_alone_and_the_terms_are_found_below_all_marks() -> None:
    marks = parse("a *b {kerb|edge}* [**c** {road}](https://d)")
    assert plain(marks) == "a b edge c "
    assert terms(marks) == ("kerb", "road")


@given(st.text())
@example("*[]{}\\")
@example("a\\*b")
def test_any_text_with_its_marks_escaped_is_that_text(text: str) -> None:
    marks = parse(re.sub(r"([*\[\]{}\\])", r"\\\1", text))
    assert plain(marks) == unicodedata.normalize("NFC", re.sub("[ \t\n]+", " ", text))
    assert all(isinstance(mark, Words) for mark in marks)


@given(st.text(alphabet="*[](){}\\|ab -:https\n"))
@example("[a](https://b)" * 50)
def test_a_text_is_parsed_or_refused_inside_itself(text: str) -> None:
    try:
        parse(text)
    except MarkError as refused:
        offset = refused.offset
    else:
        offset = 0
    assert 0 <= offset <= len(text)


def test_letters_typed_in_two_parts_are_composed_so_that_all_formats_hold_the_same() -> None:
    assert parse("cafe\u0301 *e\u0301*") == (Words("caf\u00e9 "), Stress((Words("\u00e9"),)))

"""Words of content never become markup, in no element that the vocabulary has."""

from __future__ import annotations

import json
import re
from datetime import date

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from lessonpack.model.text import Text
from lessonpack.render.printing import text_markup
from lessonpack.tree.dump import dump
from lessonpack.tree.nodes import Document, Furniture, Meta
from lessonpack.tree.parse import parse
from lessonpack.tree.proofs import Ledger
from lessonpack.tree.vocabulary import ELEMENTS, Inside
from lessonpack.tree.walk import plain

TABLE = "<caption>{}</caption><thead><tr><th>{}</th></tr></thead><tbody><tr><td>{}</td></tr></tbody>"
PLACES = {
    "headings": "<h2>{}</h2><h3>{}</h3>",
    "paragraphs": "<p>{}</p><lead>{}</lead><small>{}</small><footnote>{}</footnote><label>{}</label>",
    "lists": "<ul><li>{}</li></ul><ol><li>{}</li></ol><checks><check>{}</check></checks>",
    "definitions": "<dl><dt>{}</dt><dd>{}</dd></dl>",
    "quotations": "<blockquote><p>{}</p><cite>{}</cite></blockquote>",
    "tables": f"<table>{TABLE}</table><organiser>{TABLE}</organiser>",
    "charts": "".join(
        f'<chart kind="{kind}"><caption>{{}}</caption><bar size="1"><bar-label>{{}}</bar-label>'
        "<bar-value>{}</bar-value></bar></chart>"
        for kind in ("bars", "columns", "parts")
    ),
    "key figures": "<key-figure><value>{}</value><counted>{}</counted></key-figure>",
    "timelines": "<timeline><caption>{}</caption><event><when>{}</when><what>{}</what></event></timeline>",
    "cards": "<cards><card><front>{}</front><back>{}</back></card></cards>",
    "circles": "<circles><caption>{}</caption><ring>{}</ring><ring>{}</ring></circles>",
    "boxes": "".join(
        f"<{box}><title>{{}}</title><p>{{}}</p></{box}>" for box in ("note", "caution", "action", "teacher", "help")
    ),
    "sources": "<source><title>{}</title><badge>{}</badge><status>{}</status><p>{}</p></source>",
    "blanks": "<write-in><blank>{}</blank></write-in>",
    "what is kept together": "<keep><p>{}</p></keep>",
    "marks": "<p><strong>{}</strong><em>{}</em><term>{}</term></p>",
    "links and languages": '<p><a href="https://a.org">{}</a><span lang="ru">{}</span></p>',
    "furniture": "<furniture>"
    + "".join(f"<{part}>{{}}</{part}>" for part in ELEMENTS["furniture"].parts)
    + "</furniture>",
}
HOSTILE = (
    "</p><help>", "<script>x</script>", "]]>", "<!--", "-->", "<![CDATA[", "&lt;", "&amp;lt;", "&#60;b>", "&nbsp;",
    '"', "'", '" href="javascript:x()', "{{ pack }}", "{% include 'x' %}", "{page}", "<?x?>", "<!DOCTYPE x>",
    "<t i='d2'>", "</t>", "</document>", "\\", "*", "\u202e<b>", "<br/>", "<page-break/>",
)  # fmt: skip


def shape(markup: str) -> str:
    """The tree without its words."""
    parsed = parse(f"<h1>T</h1>{markup}", file="a")
    words = dump(Document(Meta("", "en", "", "", "", date(2026, 1, 1)), Furniture(), parsed.blocks, ""))
    words += "".join(json.dumps(plain(inlines)) for inlines in parsed.furniture.values())
    return re.sub(r'"(\\.|[^"\\])*"', '""', words)


def of_content(words: str) -> str:
    return text_markup(Text.parse(re.sub(r"([*\[\]{}\\])", r"\\\1", words)).of("d1"), Ledger())


@pytest.mark.parametrize("place", PLACES)
@settings(max_examples=25, deadline=None)
@given(st.text(st.characters(categories=("L", "N", "P", "S")), min_size=1))
@example(" ".join(HOSTILE))
@example("x" * 500)
def test_words_of_content_stay_words(place: str, words: str) -> None:
    markup = PLACES[place]
    assert shape(markup.replace("{}", of_content(words))) == shape(markup.replace("{}", of_content("x")))


def test_every_element_that_holds_words_is_tried() -> None:
    tried = set(re.findall(r"<([a-z0-9-]+)", "".join(PLACES.values())))
    assert {e.name for e in ELEMENTS.values() if e.inside is not Inside.NOTHING} - tried == {"h1"}

"""Every element has an example, which is markup that the program takes; faults show it."""

from __future__ import annotations

from pathlib import Path

import pytest

from lessonpack.tree.examples import HTML_TWINS, example_of
from lessonpack.tree.parse import parse
from lessonpack.tree.vocabulary import ELEMENTS, STAMPED, Role
from tests.render.project import refused


@pytest.mark.parametrize("name", [name for name in ELEMENTS if name != STAMPED])
def test_an_example_of_every_element_can_be_parsed(name: str) -> None:
    example = example_of(name)
    if ELEMENTS[name].role is Role.INLINE and name != "br":
        example = f"<p>{example}</p>"
    before = {"h1": "", "h3": "<h1>t</h1><h2>a</h2>"}.get(name, "<h1>t</h1>")
    assert parse(before + example, file="x.html.j2").blocks
    assert set(HTML_TWINS.values()) <= set(ELEMENTS)


# A template -> what the hint says.
HINTS = {
    '<p><answer-lines lines="2"/></p>': "close <p> before it",
    "<answer-lines lines='many' label='a'/>": 'for example <answer-lines lines="3" label="Space to write',
    "<li>x</li>": "for example <ul><li>words</li></ul>",
    "<ol strat='2'><li>x</li></ol>": "did you mean `start`?",
    "<chart kind='pi'><caption>x</caption><bar size='1'><bar-label>a</bar-label><bar-value>1</bar-value></bar></chart>":
        'for example <chart kind="bars"><caption>',
    "<p>a <b>b</b></p>": "did you mean <strong>? For example <strong>words</strong>",
    "<timeline><caption>x</caption><event><when>1</when></event></timeline>": "for example <timeline>",
    "<p>a <unknown/></p>": "allowed here: words, <strong>, <em>",
    "<ul><unknown/></ul>": "<ul> holds <li>",
    "<cards><card><back>x</back></card></cards>": 'for example <cards columns="2"><card><front>',
    "<circles><caption>x</caption><ring>a</ring></circles>": "<ring>inner</ring>",
    "<dl><dd>x</dd></dl>": "for example <dl><dt>word</dt>",
}  # fmt: skip


@pytest.mark.parametrize("template", HINTS)
def test_a_fault_shows_what_is_allowed_or_an_example(template: str, tmp_path: Path) -> None:
    found = refused(tmp_path, student=template)
    assert any(HINTS[template] in finding.hint for finding in found), [finding.hint for finding in found]
    assert all(finding.span and finding.span.width > 1 for finding in found)

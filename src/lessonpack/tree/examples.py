"""How each element is written: what an error shows beside what is wrong."""

from __future__ import annotations

from lessonpack.tree.vocabulary import ELEMENTS, Element, Inside, Role

_WRITTEN = {
    "a": '<a href="https://example.org">words</a>',
    "answer-lines": '<answer-lines lines="3" label="Space to write, {lines} lines"/>',
    "blockquote": "<blockquote><p>words</p><cite>who says it</cite></blockquote>",
    "br": "<p>one line<br/>another</p>",
    "cards": '<cards columns="2"><card><front>words</front><back>words</back></card></cards>',
    "chart": '<chart kind="bars"><caption>words</caption><bar size="12"><bar-label>words</bar-label>'
    "<bar-value>12</bar-value></bar></chart>",
    "checks": "<checks><check>words</check></checks>",
    "circles": "<circles><caption>words</caption><ring>inner</ring><ring>outer</ring></circles>",
    "dl": "<dl><dt>word</dt><dd>meaning</dd></dl>",
    "furniture": "<furniture><page-label>{page} of {pages}</page-label></furniture>",
    "keep": "<keep><h2>words</h2><p>words</p></keep>",
    "key-figure": "<key-figure><value>47</value><counted>cases in 2019</counted></key-figure>",
    "ol": '<ol start="3"><li>words</li></ol>',
    "organiser": '<organiser shares="1 2"><caption>words</caption><thead><tr><th>a</th><th>b</th></tr></thead>'
    "<tbody><tr><td></td><td></td></tr></tbody></organiser>",
    "page-break": "<page-break/>",
    "source": "<source><title>words</title><badge>A</badge><p>words</p></source>",
    "span": '<span lang="ru">слова</span>',
    "table": '<table shares="1 2"><caption>words</caption><thead><tr><th>a</th><th>b</th></tr></thead>'
    "<tbody><tr><td>1</td><td>2</td></tr></tbody></table>",
    "timeline": "<timeline><caption>words</caption><event><when>2009</when><what>words</what></event></timeline>",
    "ul": "<ul><li>words</li></ul>",
    "write-in": "<write-in><blank>Name</blank></write-in>",
}
HTML_TWINS = {"b": "strong", "i": "em", "h4": "h3", "h5": "h3", "h6": "h3", "hr": "page-break", "section": "keep"}
"""What people write who know HTML -> what does the same here."""


def example_of(name: str) -> str:
    """The element as one writes it, inside whatever it belongs into; empty for what is not known."""
    element = ELEMENTS.get(name)
    if element is None:
        return ""
    whole = _whole(element)
    if whole.name in _WRITTEN:
        return _WRITTEN[whole.name]
    if "title" in whole.parts:
        return f"<{whole.name}><title>words</title><p>words</p></{whole.name}>"
    return f"<{whole.name}>words</{whole.name}>"


def _whole(element: Element) -> Element:
    """The block that a part belongs to, through as many parts as there are between them."""
    while element.role is Role.PART:
        element = next(owner for owner in ELEMENTS.values() if element.name in owner.parts)
    return element


def allowed_in(parent: str) -> str:
    """What may stand directly inside an element, in words."""
    element = ELEMENTS.get(parent)
    if element is not None and element.inside is Inside.INLINES:
        return f"allowed here: words, {_names(Role.INLINE)}"
    if element is not None and element.inside is Inside.PARTS:
        return "allowed here: " + ", ".join(f"<{part}>" for part in element.parts)
    return f"allowed here: {_names(Role.BLOCK)}"


def _names(role: Role) -> str:
    return ", ".join(f"<{element.name}>" for element in ELEMENTS.values() if element.role is role)

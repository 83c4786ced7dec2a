"""Reads our own HTML files back: the words of the body, of its margins, and every other string in the file.

It knows the marks that `writer` and `body` make, each written in one way, and no others: no script, no address that a
browser would load, no style but the one sheet, no remark, nothing that a browser would have to repair.
"""

from __future__ import annotations

import re
from html import unescape

from lessonpack.write.html.inline import LINKED
from lessonpack.write.html.writer import policy
from lessonpack.write.readback import Spoken, UnreadableError

_START = "<!DOCTYPE html>\n"
_SHEET = re.compile(r"<style>([^<&]*)</style>")
_POLICY = re.compile(r'<meta http-equiv="Content-Security-Policy" content="([^"<]*)"/>')
_PIECE = re.compile(r'<(/?)([a-z][a-z0-9]*)((?: [a-z-]+="[^"<>]*")*)(/?)>|([^<>]+)')
_ATTRIBUTE = re.compile(r' ([a-z-]+)="([^"]*)"')
_ESCAPE = re.compile(r"\\([0-9a-f]{1,6}) ")
_REFERENCE = re.compile(r"&(?!(?:amp|lt|gt|quot);)")

_COMMON = "aria-hidden aria-label aria-labelledby class id role tabindex"
_PHRASING = "a b br cite em span strong"
_FLOW = "article aside blockquote div dl figure h1 h2 h3 ol p section table ul"
_HOLDS = {
    outer: frozenset(inner.split())
    for outer, inner in {
        "": "html",
        "html": "head body",
        "head": "meta title style",
        "title": "",
        "style": "",
        "body": "header main footer div",
        "header": "p",
        "main": _FLOW,
        "footer": "p",
        **dict.fromkeys(("article", "aside", "blockquote", "li", "section", "td", "th"), _FLOW),
        "dd": f"{_FLOW} span",
        "div": f"{_FLOW} dt dd span",
        "figure": f"{_FLOW} figcaption",
        "ul": "li",
        "ol": "li",
        "dl": "div",
        "table": "caption colgroup thead tbody",
        "colgroup": "col",
        "thead": "tr",
        "tbody": "tr",
        "tr": "th td",
        **dict.fromkeys(("b", "caption", "cite", "dt", "em", "figcaption", "h1", "h2", "h3", "p", "strong"), _PHRASING),
        "span": _PHRASING,
        "a": _PHRASING.removeprefix("a "),
    }.items()
}
"""What may stand in what. A browser closes a paragraph before a list: it would show another file than was read here."""
_VOID = frozenset(("br", "col", "meta"))
_BEARS = {
    tag: frozenset(names.split())
    for tag, names in {
        "a": "href rel",
        "col": "class",
        "html": "lang dir",
        "meta": "charset content http-equiv name",
        "ol": "role start",
        "ul": "class role",
        "span": "class dir lang",
        "th": "scope",
        **dict.fromkeys(("article", "aside", "caption", "div", "figure", "h2", "li", "p", "section", "table"), _COMMON),
    }.items()
}
_MARGINS = ("header", "footer")


def spoken(data: bytes) -> Spoken:
    """The main part as one page; header, footer and page numbers as margins; attributes, head and sheet elsewhere.

    Raises UnreadableError.
    """
    try:
        text = data.decode("utf-8")
    except UnicodeDecodeError as fault:
        raise UnreadableError(str(fault)) from fault
    if not text.startswith(_START):
        raise UnreadableError("a file that does not start as HTML does")
    sheets, policies = _SHEET.findall(text), _POLICY.findall(text)
    if len(sheets) != 1 or [unescape(said) for said in policies] != [policy(sheets[0])]:
        raise UnreadableError("a style sheet that the file's own policy does not know")
    if re.search(r"@import|@font-face|url\(|/\*", sheets[0]):
        raise UnreadableError("a style sheet that loads something, or holds a remark")
    reader = _Reader()
    reader.read(_SHEET.sub("<style></style>", text.removeprefix(_START), count=1))
    margins = (*reader.margins, *_printed(sheets[0]))
    return Spoken((reader.body,), margins, (*reader.elsewhere, sheets[0]))


def _printed(sheet: str) -> tuple[str, ...]:
    """The words that the sheet itself puts on paper, with a space for each counter."""
    strings = (" ".join(re.findall(r'"([^"]*)"', said)) for said in re.findall(r"(?<![\w-])content: ([^;]*);", sheet))
    return tuple(_ESCAPE.sub(lambda code: chr(int(code.group(1), 16)), said) for said in strings if said)


class _Reader:
    """Goes through the marks once, and keeps what stands between them."""

    def __init__(self) -> None:
        self.body = ""
        self.margins: list[str] = []
        self.elsewhere: list[str] = []
        self._open: list[str] = []
        self._said: dict[str, list[str]] = {"main": [], "header": [], "footer": [], "": []}

    def read(self, text: str) -> None:
        at = 0
        while match := _PIECE.match(text, at):
            at = match.end()
            end, tag, attributes, closed, words = match.groups()
            if words is not None:
                self._words(words)
            elif end:
                self._end(tag, attributes + closed)
            else:
                self._start(tag, attributes, is_closed=bool(closed))
        if at != len(text) or self._open:
            raise UnreadableError(f"something that is not written here, at {text[at : at + 30]!r}")
        self.body = "".join(self._said["main"])
        self.margins = [said for part in _MARGINS if (said := "".join(self._said[part]).strip())]
        self.elsewhere.append("".join(self._said[""]))

    def _place(self) -> list[str]:
        """Where words belong that stand here."""
        return self._said[next((tag for tag in self._open if tag in ("main", *_MARGINS)), "")]

    def _words(self, words: str) -> None:
        if _REFERENCE.search(words):
            raise UnreadableError(f"a sign that is not escaped, in {words[:30]!r}")
        inside = self._open[-1] if self._open else ""
        if words.strip() and inside != "title" and "br" not in _HOLDS[inside]:
            raise UnreadableError(f"words outside of a paragraph: {words.strip()[:30]!r}")
        self._place().append(unescape(words))

    def _start(self, tag: str, attributes: str, *, is_closed: bool) -> None:
        inside = self._open[-1] if self._open else ""
        if tag not in _HOLDS[inside] or is_closed != (tag in _VOID) or (tag == "a" and "a" in self._open):
            raise UnreadableError(f"<{tag}> inside <{inside}>, which is not made here")
        for name, value in _ATTRIBUTE.findall(attributes):
            if name not in _BEARS.get(tag, ()) or _REFERENCE.search(value):
                raise UnreadableError(f"the attribute {name} of <{tag}>")
            if name == "http-equiv" and value != "Content-Security-Policy":
                raise UnreadableError(f"an order to the browser: {value[:60]!r}")
            if name == "href" and not unescape(value).lower().startswith(LINKED):
                raise UnreadableError(f"a link to {value[:60]!r}")
            self.elsewhere.append(unescape(value))
        if tag == "br":
            self._place().append(" ")
        if not is_closed:
            self._open.append(tag)

    def _end(self, tag: str, rest: str) -> None:
        place = self._place()
        if rest or not self._open or self._open.pop() != tag:
            raise UnreadableError(f"</{tag}> where something else ends")
        if tag not in _HOLDS["p"]:
            # Neither two cells nor two paragraphs are one sentence.
            place.append("\n")

"""Documents as single HTML files: head, margins and body put together, and a policy that forbids all that is not there.

A file loads nothing and runs nothing: no script, no address but those of links, one style sheet named by its hash.
"""

from __future__ import annotations

from base64 import b64encode
from hashlib import sha256

from lessonpack.diagnostics import LessonPackError
from lessonpack.theme.tokens import Theme
from lessonpack.tree.nodes import Document, Furniture
from lessonpack.write.html.body import Body
from lessonpack.write.html.inline import Words, direction
from lessonpack.write.html.markup import block, element, escaped, void
from lessonpack.write.html.sheet import style_sheet
from lessonpack.write.writer import Rendition


class HtmlWriter:
    """Writes HTML files in one theme, for any number of documents."""

    def __init__(self, theme: Theme) -> None:
        self._theme = theme

    def write(self, document: Document) -> Rendition:
        """The .html file; `pages` is None, since a browser alone decides where pages end.

        Raises LessonPackError with every character that no HTML file can hold, each at its place in the content.
        """
        meta, furniture = document.meta, document.furniture
        scale = self._theme.scale(meta.document, meta.band)
        words = Words(meta.language)
        for text in (meta.title, meta.creator, meta.language, *_strings(furniture)):
            words.plain(text)
        body = Body(self._theme, scale, meta.band, words)
        school = block("p", words.markup((furniture.school,)), class_="small") if furniture.school else ""
        main = block("main", f"\n{school}{body.markup(document.blocks)}")
        if words.faults:
            raise LessonPackError(words.faults)
        sheet = style_sheet(self._theme, scale, furniture, body.measures.used)
        turned = direction(meta.language)
        root = element(
            "html",
            "\n" + _head(document, sheet) + block("body", f"\n{_header(furniture)}{main}{_footer(furniture)}"),
            lang=meta.language,
            dir="" if turned == "ltr" else turned,
        )
        return Rendition(f"<!DOCTYPE html>\n{root}\n".encode())


def policy(sheet: str) -> str:
    """The content security policy: nothing is loaded or run, and no style holds but the one sheet (CSP 3, 6.7.3)."""
    digest = b64encode(sha256(sheet.encode()).digest()).decode()
    return f"default-src 'none'; style-src 'sha256-{digest}'; base-uri 'none'; form-action 'none'"


def _head(document: Document, sheet: str) -> str:
    meta = document.meta
    lines = (
        void("meta", charset="utf-8"),
        void("meta", http_equiv="Content-Security-Policy", content=policy(sheet)),
        void("meta", name="viewport", content="width=device-width, initial-scale=1"),
        void("meta", name="referrer", content="no-referrer"),
        void("meta", name="author", content=meta.creator),
        void("meta", name="dcterms.date", content=meta.dated.isoformat()),
        f"<title>{escaped(meta.title)}</title>",
        # Raw text in HTML: nothing in the sheet is escaped, and nothing in it needs to be.
        f"<style>{sheet}</style>",
    )
    return block("head", "\n" + "".join(line + "\n" for line in lines))


def _header(furniture: Furniture) -> str:
    """The strip, and the mark across a draft, which its first line tells to those who listen."""
    strip = block("header", block("p", escaped(furniture.strip), class_="strip")) if furniture.strip else ""
    if not furniture.draft_mark:
        return strip
    mark = element("span", escaped(furniture.draft_mark))
    return strip + block("div", mark, class_="draft-mark", aria_hidden="true")


def _footer(furniture: Furniture) -> str:
    lines = (("help-line", furniture.help_line), ("running", furniture.running))
    said = "".join(block("p", escaped(text), class_=name) for name, text in lines if text)
    return block("footer", "\n" + said) if said else ""


def _strings(furniture: Furniture) -> tuple[str, ...]:
    return (furniture.strip, furniture.running, furniture.page_label, furniture.help_line, furniture.draft_mark)

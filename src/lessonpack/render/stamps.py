"""Writes its place on every tag that a template holds, before Jinja2 reads the template.

`<p>` in line 12 becomes `<p at="student.html.j2:12:3">`, so that a fault in what was rendered, in a loop or a macro,
can be told at the line that somebody wrote. Line numbers do not change.

A template that puts a tag together out of pieces gets past this file; what it passes off as an author's words the gate
finds.
"""

from __future__ import annotations

import re
from bisect import bisect_right

from jinja2 import Environment
from jinja2.ext import Extension

from lessonpack.diagnostics import LessonPackError, Span, error
from lessonpack.tree.reading import PLACE
from lessonpack.tree.vocabulary import STAMPED

# What is Jinja2's is passed over whole: a `<` in it compares numbers. What never ends is passed over to the end, which
# is read once then, not once for each beginning; Jinja2 refuses it.
_QUOTED = r'"(?:[^"\\]|\\.)*(?:"|\Z)|' + r"'(?:[^'\\]|\\.)*(?:'|\Z)"
_INSIDE = rf"(?:{_QUOTED}|[^\"'])*?"
_PIECES = re.compile(
    rf"{{#.*?(?:#}}|\Z)|{{%{_INSIDE}(?:%}}|\Z)|{{{{{_INSIDE}(?:}}}}|\Z)|<([A-Za-z][A-Za-z0-9-]*)", re.DOTALL
)


class Stamps(Extension):
    """The Jinja2 extension; templates are named by what people know them as, which becomes the file of the place."""

    def __init__(self, environment: Environment) -> None:
        super().__init__(environment)

    def preprocess(self, source: str, name: str | None, filename: str | None = None) -> str:
        shown = filename or name or "template"
        # What XML or Jinja2 would read in a file's name.
        written = re.sub(r"[^\w./: -]|(?<=-)-", lambda odd: f"&#{ord(odd.group())};", shown)

        starts = [0, *(end.end() for end in re.finditer("\n", source))]

        def stamped(match: re.Match[str]) -> str:
            tag = match.group(1)
            if tag is None:
                return match.group()
            line = bisect_right(starts, match.start())
            column = match.start() - starts[line - 1] + 1
            if tag == STAMPED:
                found = f"<{STAMPED}> is the program's own mark; templates cannot write it"
                raise LessonPackError([error("template/reserved", Span(shown, line, column), found)])
            return f'<{tag} {PLACE}="{written}:{line}:{column}"'

        return _PIECES.sub(stamped, source)

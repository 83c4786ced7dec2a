"""A template set: finds its files, compiles them once, and renders a Selection into markup.

What goes wrong in a template is told at the template's own line.
"""

from __future__ import annotations

import traceback
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path

from jinja2 import BaseLoader, Environment, TemplateError, TemplateNotFound, TemplateSyntaxError

from lessonpack.diagnostics import Diagnostic, LessonPackError, Span, error
from lessonpack.render.locate import Root, find
from lessonpack.render.printing import UnprintableError
from lessonpack.render.sandbox import MAX_MARKUP, sandbox
from lessonpack.render.slips import finding
from lessonpack.select.selection import Selection

FAULTS = (
    TemplateError,
    UnprintableError,
    TypeError,
    ValueError,
    ArithmeticError,
    RecursionError,
    SyntaxError,
    NameError,
)
"""What a template can bring about; anything else is a fault of ours."""


class _Loader(BaseLoader):
    """Reads templates of one set from the roots. Their file name is what people know them as."""

    def __init__(self, roots: tuple[Root, ...], name: str) -> None:
        self.roots, self.name = roots, name

    def get_source(self, environment: Environment, template: str) -> tuple[str, str, Callable[[], bool] | None]:
        found = find(f"templates/{self.name}/{template}", self.roots)
        if found is None:
            raise TemplateNotFound(template)
        try:
            text = found.path.read_text(encoding="utf-8-sig")
        except UnicodeDecodeError:
            hint = "save the file with the encoding UTF-8"
            raise LessonPackError([error("template/encoding", Span(found.shown), "not UTF-8", hint=hint)]) from None
        except OSError as fault:
            said = f"the file cannot be read: {fault.strerror or type(fault).__name__}"
            raise LessonPackError([error("env/cannot-read", Span(found.shown), said)]) from None
        return text, found.shown, None


class TemplateSet:
    """The templates called `name`, from the first root that has each of them."""

    def __init__(self, roots: tuple[Root, ...], name: str = "standard") -> None:
        self.name, self.roots = name, roots
        self._environment = sandbox(_Loader(roots, name))

    def shown(self, document: str) -> str:
        """The name for people of the template that makes a document."""
        found = find(f"templates/{self.name}/{document}.html.j2", self.roots)
        return found.shown if found else f"templates/{self.name}/{document}.html.j2"

    def render(self, document: str, selection: Selection) -> str:
        """Markup of one document (`student` or `teacher`). Raises LessonPackError at the template's line."""
        try:
            template = self._environment.get_template(f"{document}.html.j2")
            pieces, size = [], 0
            for piece in template.generate(pack=selection, language=selection.module.language):
                size += len(piece)
                if size > MAX_MARKUP:
                    found = f"the template makes more than {MAX_MARKUP:,} characters"
                    raise LessonPackError([error("template/too-large", Span(self.shown(document)), found)])
                pieces.append(piece)
        except FAULTS as fault:
            raise LessonPackError([self._diagnostic(fault, document)]) from None
        return "".join(pieces)

    def _diagnostic(self, fault: Exception, document: str) -> Diagnostic:
        span = self._line_of(fault) or Span(self.shown(document))
        if isinstance(fault, TemplateSyntaxError):
            span = Span(fault.filename or span.file, fault.lineno)
        return finding(
            fault,
            span,
            text=self._text(span.file),
            filters=self._environment.filters,
            templates=(path.name for folder in self._folders() for path in folder.glob("*.j2")),
        )

    def _folders(self) -> tuple[Path, ...]:
        return tuple(root.folder / "templates" / self.name for root in self.roots)

    def _text(self, shown: str) -> str:
        """The text of a template by its name for people; empty where it cannot be had."""
        for root, folder in zip(self.roots, self._folders(), strict=True):
            name = shown.removeprefix(root.shown(f"templates/{self.name}/"))
            if name != shown:
                with suppress(OSError, UnicodeDecodeError):
                    return (folder / name).read_text(encoding="utf-8-sig")
        return ""

    def _line_of(self, fault: Exception) -> Span | None:
        """The innermost line of a template in the traceback, which Jinja2 has rewritten to template lines."""
        known = {root.shown(f"templates/{self.name}/") for root in self.roots}
        for frame in reversed(traceback.extract_tb(fault.__traceback__)):
            if frame.lineno and any(frame.filename.startswith(start) for start in known):
                return Span(frame.filename, frame.lineno)
        return None

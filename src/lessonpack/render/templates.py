"""A template set: finds its files, compiles them once, and renders a Selection into markup.

What goes wrong in a template is told at the template's own line.
"""

from __future__ import annotations

import traceback
from collections.abc import Callable
from typing import Protocol

from jinja2 import BaseLoader, Environment, TemplateError, TemplateNotFound, TemplateSyntaxError, UndefinedError
from jinja2.exceptions import SecurityError

from lessonpack.diagnostics import Diagnostic, LessonPackError, Span, error
from lessonpack.render.budget import Budget, LimitError
from lessonpack.render.locate import Found, Root, find
from lessonpack.render.printing import UnprintableError
from lessonpack.render.sandbox import MAX_MARKUP, sandbox
from lessonpack.render.wording import plainer
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
    MemoryError,
    LimitError,
)
"""What a template can bring about; anything else is a fault of ours."""


MAX_FILE = 120_000
"""Bytes of one template; the longest of the standard set has 35,000."""
MAX_FILES = 400_000
"""Bytes of all templates that one set reads."""


class _Loader(BaseLoader):
    """Reads templates of one set from the roots. Their file name is what people know them as."""

    def __init__(self, roots: tuple[Root, ...], name: str) -> None:
        self.roots, self.name = roots, name
        self._read = 0
        self._kept: dict[str, str | LessonPackError] = {}

    def get_source(self, environment: Environment, template: str) -> tuple[str, str, Callable[[], bool] | None]:
        found = find(f"templates/{self.name}/{template}", self.roots)
        if found is None:
            raise TemplateNotFound(template)
        text = self._kept.get(found.shown) or self._text(found)
        if isinstance(text, LessonPackError):
            raise text
        return text, found.shown, None

    def read_all(self) -> None:
        folder = f"templates/{self.name}"
        for root in self.roots:
            for path in sorted((root.folder / folder).rglob("*.j2")):
                found = find(path.relative_to(root.folder).as_posix(), self.roots)
                if found and found.root is root:
                    try:
                        self._kept[found.shown] = self._text(found)
                    except LessonPackError as fault:  # told if the template is ever asked for
                        self._kept[found.shown] = fault

    def _text(self, found: Found) -> str:
        try:
            with found.path.open("rb") as stream:
                data = stream.read(MAX_FILE + 1)
            self._read += len(data)
            if len(data) > MAX_FILE or self._read > MAX_FILES:
                said = f"templates hold at most {MAX_FILE:,} bytes each, and {MAX_FILES:,} bytes in all"
                raise LessonPackError([error("template/too-large", Span(found.shown), said)])
            text = data.decode("utf-8-sig")
        except UnicodeDecodeError:
            hint = "save the file with the encoding UTF-8"
            raise LessonPackError([error("template/encoding", Span(found.shown), "not UTF-8", hint=hint)]) from None
        except OSError as fault:
            said = f"the file cannot be read: {fault.strerror or type(fault).__name__}"
            raise LessonPackError([error("env/cannot-read", Span(found.shown), said)]) from None
        return text.replace("\r\n", "\n").replace("\r", "\n")


class Renderer(Protocol):
    """Somebody else who renders a document of a set: in another process, for example."""

    def __call__(self, roots: tuple[Root, ...], name: str, document: str, selection: Selection) -> str: ...


class TemplateSet:
    """The templates called `name`, from the first root that has each of them."""

    def __init__(self, roots: tuple[Root, ...], name: str = "standard", renderer: Renderer | None = None) -> None:
        """`renderer` None: the templates are rendered here."""
        self.name, self.roots = name, roots
        self._renderer = renderer
        self._loader = _Loader(roots, name)
        self._environment = sandbox(self._loader)

    def read_all(self) -> None:
        """Reads every `.j2` file of the set now, so that none is opened later."""
        self._loader.read_all()

    def shown(self, document: str) -> str:
        """The name for people of the template that makes a document."""
        found = find(f"templates/{self.name}/{document}.html.j2", self.roots)
        return found.shown if found else f"templates/{self.name}/{document}.html.j2"

    @property
    def spent(self) -> Budget:
        """What the last rendering used up."""
        return self._environment.budget

    def render(self, document: str, selection: Selection) -> str:
        """Markup of one document (`student` or `teacher`). Raises LessonPackError at the template's line."""
        if self._renderer:
            return self._renderer(self.roots, self.name, document, selection)
        self._environment.budget = Budget()
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
            raise LessonPackError([plainer(self._diagnostic(fault, document), self._environment.filters)]) from None
        return "".join(pieces)

    def _diagnostic(self, fault: Exception, document: str) -> Diagnostic:
        span = self._line_of(fault) or Span(self.shown(document))
        said = str(fault).partition("\n")[0]
        match fault:
            case TemplateNotFound():
                hint = "`lessonpack where` explains"
                return error("template/not-found", span, f"there is no template called {fault.name}", hint=hint)
            case TemplateSyntaxError():
                span = Span(fault.filename or span.file, fault.lineno)
                return error("template/syntax", span, fault.message or "this is not a template")
            case SyntaxError():
                # Python's own, for what Jinja2 made of the template: some 20 loops inside one another.
                return error("template/syntax", Span(span.file), f"the template cannot be read: {fault.msg}")
            case UndefinedError():
                return error(
                    "template/undefined", span, said, hint="a template knows `pack`, `language` and what it imports"
                )
            case SecurityError():
                return error("template/forbidden", span, said)
            case LimitError():
                return error(fault.code, span, said)
            case MemoryError():
                return error("template/too-large", span, "the template needs more memory than there is")
            case RecursionError():
                return error("template/recursion", span, "the template calls itself without end")
            case UnprintableError():
                return error("template/unprintable", span, said)
            case _:
                return error("template/failed", span, said or type(fault).__name__)

    def _line_of(self, fault: Exception) -> Span | None:
        """The innermost line of a template in the traceback, which Jinja2 has rewritten to template lines."""
        known = {root.shown(f"templates/{self.name}/") for root in self.roots}
        for frame in reversed(traceback.extract_tb(fault.__traceback__)):
            if frame.lineno and any(frame.filename.startswith(start) for start in known):
                return Span(frame.filename, frame.lineno)
        return None

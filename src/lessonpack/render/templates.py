"""A template set: finds its files, compiles them once, and renders a Selection into markup.

What goes wrong in a template is told at the template's own line.
"""

from __future__ import annotations

import traceback
from collections.abc import Callable, Mapping
from contextlib import suppress
from pathlib import Path

from jinja2 import BaseLoader, Environment, Template, TemplateError, TemplateNotFound, TemplateSyntaxError

from lessonpack.diagnostics import Diagnostic, LessonPackError, Span, error
from lessonpack.render.budget import Budget, LimitError
from lessonpack.render.locate import Found, Root, first_of, places_in_sets
from lessonpack.render.printing import UnprintableError
from lessonpack.render.sandbox import MAX_MARKUP, sandbox
from lessonpack.render.sections import OWN_SECTIONS, Arranged, Order, arrange, section_names
from lessonpack.render.slips import finding
from lessonpack.render.wording import plainer
from lessonpack.select.selection import Selection
from lessonpack.tree.build import Parsed
from lessonpack.tree.parse import parse
from lessonpack.tree.proofs import Ledger

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
    """Reads templates of a set, and of those that it extends, from the roots. Their file name is what people know them
    as.

    `standard/blocks.html.j2` names the file of one of these sets and of those that it extends: so a set's own file can
    use what it hides.
    """

    def __init__(self, roots: tuple[Root, ...], sets: tuple[str, ...]) -> None:
        self.roots, self.sets = roots, sets
        self._read = 0

    def find(self, template: str) -> Found | None:
        named, _, file = template.partition("/")
        if file and named in self.sets:
            return first_of(places_in_sets(file, self.sets[self.sets.index(named) :], self.roots))
        return first_of(places_in_sets(template, self.sets, self.roots))

    def get_source(self, environment: Environment, template: str) -> tuple[str, str, Callable[[], bool] | None]:
        # A template may name another by whatever it holds.
        if not isinstance(template, str):
            raise TemplateNotFound(template)
        found = self.find(template)
        if found is None:
            raise TemplateNotFound(template)
        return self._text(found), found.shown, None

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


class TemplateSet:
    """The templates called `name`, each from the first place that has it; then those of the sets that it extends."""

    def __init__(
        self,
        roots: tuple[Root, ...],
        name: str = "standard",
        parents: tuple[str, ...] = (),
        orders: Mapping[str, Order] | None = None,
    ) -> None:
        """`orders`: document -> the order of its sections, where a pack file asks for another than the template's."""
        self.name, self.roots, self.orders = name, roots, orders or {}
        self.sets = (name, *parents)
        self._loader = _Loader(roots, self.sets)
        self._environment = sandbox(self._loader)
        self._arranged: dict[str, tuple[Template, tuple[str, ...]]] = {}

    def shown(self, document: str) -> str:
        """The name for people of the template that makes a document."""
        found = self._loader.find(f"{document}.html.j2")
        return found.shown if found else f"templates/{self.name}/{document}.html.j2"

    @property
    def spent(self) -> Budget:
        """What the last rendering used up."""
        return self._environment.budget

    def tree(self, document: str, selection: Selection) -> Parsed:
        """The tree of one document, all of whose words of content the program printed itself. Raises LessonPackError
        with the faults of the template."""
        markup = self.render(document, selection)
        return parse(markup, file=self.shown(document), ledger=self._environment.ledger)

    def ordered_at(self, document: str) -> Span | None:
        """Where a pack file orders the sections of a document; None where the template does."""
        return self.orders[document].span if document in self.orders else None

    def left_out(self, document: str) -> tuple[str, ...]:
        """Sections of the template that the pack file does not name."""
        return self._in_order(document)[1] if document in self.orders else ()

    def sections(self, document: str) -> tuple[str, ...]:
        """The sections of a document in its template's order. Raises LessonPackError where it is more than a list."""
        text, shown, _ = self._loader.get_source(self._environment, f"{document}.html.j2")
        return section_names(self._environment.parse(text, f"{document}.html.j2", shown), file=shown)

    def _template(self, document: str) -> Template:
        if document in self.orders:
            return self._in_order(document)[0]
        return self._environment.get_template(f"{document}.html.j2")

    def _in_order(self, document: str) -> tuple[Template, tuple[str, ...]]:
        if document not in self._arranged:
            made, shown = self._arrange(document)
            environment = self._environment
            made.template.set_environment(environment)
            code = environment.compile(made.template, f"{document}.html.j2", shown)
            template = Template.from_code(environment, code, environment.make_globals(None))
            self._arranged[document] = template, made.left_out
        return self._arranged[document]

    def _arrange(self, document: str) -> tuple[Arranged, str]:
        environment, name = self._environment, f"{document}.html.j2"
        text, shown, _ = self._loader.get_source(environment, name)
        own = None
        if self._loader.find(OWN_SECTIONS):
            typed, called, _ = self._loader.get_source(environment, OWN_SECTIONS)
            own = environment.parse(typed, OWN_SECTIONS, called)
        return arrange(environment.parse(text, name, shown), own, self.orders[document], file=shown), shown

    def render(self, document: str, selection: Selection) -> str:
        """Markup of one document (`student`, `teacher`). Raises LessonPackError at the template's line."""
        self._environment.budget, self._environment.ledger = Budget(), Ledger()
        try:
            template = self._template(document)
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
        found = finding(
            fault,
            span,
            text=self._text(span.file),
            filters=self._environment.filters,
            templates=(path.name for folder, _ in self._folders() for path in folder.glob("*.j2")),
        )
        return plainer(found)

    def _folders(self) -> tuple[tuple[Path, str], ...]:
        """Where templates of the set may be, each folder with what people know it as."""
        return tuple(
            (root.folder / "templates" / name, root.shown(f"templates/{name}/"))
            for name in self.sets
            for root in self.roots
        )

    def _text(self, shown: str) -> str:
        """The text of a template by its name for people; empty where it cannot be had."""
        for folder, start in self._folders():
            name = shown.removeprefix(start)
            if name != shown:
                with suppress(OSError, UnicodeDecodeError):
                    return (folder / name).read_text(encoding="utf-8-sig")
        return ""

    def _line_of(self, fault: Exception) -> Span | None:
        """The innermost line of a template in the traceback, which Jinja2 has rewritten to template lines."""
        known = tuple(start for _, start in self._folders())
        for frame in reversed(traceback.extract_tb(fault.__traceback__)):
            if frame.lineno and frame.filename.startswith(known):
                return Span(frame.filename, frame.lineno)
        return None

"""A template set: finds its files, compiles them once, and renders a Selection into markup.

What goes wrong in a template is told at the template's own line.
"""

from __future__ import annotations

import traceback
from collections.abc import Callable, Mapping

from jinja2 import (
    BaseLoader,
    BytecodeCache,
    Environment,
    Template,
    TemplateError,
    TemplateNotFound,
    TemplateSyntaxError,
)

from lessonpack.diagnostics import Diagnostic, LessonPackError, Span, error
from lessonpack.render.budget import Budget, LimitError
from lessonpack.render.locate import Root
from lessonpack.render.printing import UnprintableError
from lessonpack.render.sandbox import MAX_MARKUP, sandbox
from lessonpack.render.sections import OWN_SECTIONS, Arranged, Order, arrange, section_names
from lessonpack.render.slips import finding
from lessonpack.render.sources import Files, Held, Sources
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


class _Loader(BaseLoader):
    """Gives Jinja2 the templates of a set. Their file name is what people know them as."""

    def __init__(self, sources: Sources) -> None:
        self._sources = sources

    def get_source(self, environment: Environment, template: str) -> tuple[str, str, Callable[[], bool] | None]:
        # A template may name another by whatever it holds.
        if not isinstance(template, str):
            raise TemplateNotFound(template)
        shown = self._sources.shown(template)
        if shown is None:
            raise TemplateNotFound(template)
        return self._sources.text(shown), shown, None


class TemplateSet:
    """The templates called `name`, each from the first place that has it; then those of the sets that it extends."""

    def __init__(
        self,
        roots: tuple[Root, ...],
        name: str = "standard",
        parents: tuple[str, ...] = (),
        orders: Mapping[str, Order] | None = None,
        held: Held | None = None,
    ) -> None:
        """`orders`: document -> the order of its sections, where a pack file asks for another than the template's.

        `held`: the files, where they have been read already; then none is opened.
        """
        self.name, self.roots, self.orders = name, roots, orders or {}
        self.sets = (name, *parents)
        self._sources: Sources = held or Files(roots, self.sets)
        self._loader = _Loader(self._sources)
        self._environment = sandbox(self._loader)
        self._shown: dict[str, str] = {}
        self._arranged: dict[str, tuple[Template, tuple[str, ...]]] = {}

    def keep(self, compiled: BytecodeCache) -> None:
        """Takes templates from there as they were compiled, and puts new ones there."""
        self._environment.bytecode_cache = compiled

    def shown(self, document: str) -> str:
        """The name for people of the template that makes a document."""
        if document not in self._shown:
            found = self._sources.shown(f"{document}.html.j2")
            self._shown[document] = found or f"templates/{self.name}/{document}.html.j2"
        return self._shown[document]

    @property
    def spent(self) -> Budget:
        """What the last rendering used up."""
        return self._environment.budget

    @property
    def printed(self) -> Ledger:
        """What the last rendering has printed as words of content."""
        return self._environment.ledger

    @printed.setter
    def printed(self, ledger: Ledger) -> None:
        self._environment.ledger = ledger

    def tree(self, document: str, selection: Selection) -> Parsed:
        """The tree of one document, all of whose words of content the program printed itself. Raises LessonPackError
        with the faults of the template."""
        markup = self.render(document, selection)
        return parse(markup, file=self.shown(document), ledger=self.printed)

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
        if self._sources.shown(OWN_SECTIONS):
            typed, called, _ = self._loader.get_source(environment, OWN_SECTIONS)
            own = environment.parse(typed, OWN_SECTIONS, called)
        return arrange(environment.parse(text, name, shown), own, self.orders[document], file=shown), shown

    def render(self, document: str, selection: Selection) -> str:
        """Markup of one document (`student`, `teacher`). Raises LessonPackError at the template's line."""
        self._environment.budget, self.printed = Budget(), Ledger()
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
        return finding(
            fault,
            span,
            text=self._sources.quoted(span.file),
            filters=self._environment.filters,
            templates=self._sources.names(),
        )

    def _line_of(self, fault: Exception) -> Span | None:
        """The innermost line of a template in the traceback, which Jinja2 has rewritten to template lines."""
        known = self._sources.starts
        for frame in reversed(traceback.extract_tb(fault.__traceback__)):
            if frame.lineno and frame.filename.startswith(known):
                return Span(frame.filename, frame.lineno)
        return None

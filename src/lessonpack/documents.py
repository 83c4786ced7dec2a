"""One module and band -> its documents, before any file is made of them: the loop over audiences."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date

from lessonpack.diagnostics import Diagnostic, LessonPackError, warning
from lessonpack.gate.admit import remarks
from lessonpack.model.audience import Audience, Kind, Level, Role
from lessonpack.model.items import Organiser
from lessonpack.model.module import Module
from lessonpack.project import Project
from lessonpack.render.compose import compose
from lessonpack.select.select import select
from lessonpack.select.selection import Selection
from lessonpack.tree.nodes import Document, Run

_WITH_EASY_WORDS = (Kind.STUDENT, Kind.CARDS)
Composed = tuple[Selection, Document]


class Documents:
    """The documents of one module. What goes wrong is gathered in `found`, so that all of it is told at once."""

    def __init__(self, project: Project, module: Module, today: date, school: Run | None = None) -> None:
        """`school` is the name that the theme gives; signatures hold whatever it is, since it is not signed."""
        self.project, self.module, self.today, self.school = project, module, today, school
        self.found: list[Diagnostic] = []

    def students(self, band: str) -> Selection:
        return self._select(Audience(Role.STUDENT, band))

    def selections(self, band: str, students: Selection, kinds: Iterable[str]) -> Iterator[Selection]:
        """One for each document of the band that has any matter: students', those in easy words where there are any,
        and the teacher's."""
        wanted = frozenset(kinds)
        for kind in Kind:
            if kind not in wanted or not students.has_matter_for(kind):
                continue
            yield self._select(Audience(kind.role, band, kind=kind))
            if students.has_easy and kind in _WITH_EASY_WORDS:
                easy = self._select(Audience(kind.role, band, Level.EASY, kind))
                self.found += self._unwritten(easy) if kind is Kind.STUDENT else ()
                yield easy

    def composed(self, selections: Iterable[Selection]) -> Iterator[Composed]:
        for selection in selections:
            try:
                document = compose(selection, self.project.templates, today=self.today, school=self.school)
            except LessonPackError as fault:
                self.found += fault.diagnostics
                continue
            templates, kind = self.project.templates, str(selection.audience.document)
            self.found += remarks(
                document, selection, template=templates.shown(kind), ordered_at=templates.ordered_at(kind)
            )
            yield selection, document

    def _select(self, audience: Audience) -> Selection:
        project = self.project
        return select(self.module, audience, project.policy, help_lines=project.help_lines, today=self.today)

    def _unwritten(self, easy: Selection) -> Iterator[Diagnostic]:
        # Organisers are made in core words alone.
        spans = {item.id: item.span for item in self.module.items() if not isinstance(item, Organiser)}
        for item in easy.unwritten_easy:
            if item in spans:
                found = f"`{item}` has no easy words for band {easy.audience.band}; its core words stand in"
                yield warning("reading/no-easy", spans[item], found, hint="write `easy:` beside `core:`", about=item)

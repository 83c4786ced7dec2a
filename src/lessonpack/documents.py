"""One module and band -> its documents, before any file is made of them: the loop over audiences."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace
from datetime import date

from lessonpack.diagnostics import Diagnostic, LessonPackError, warning
from lessonpack.gate.admit import remarks
from lessonpack.model.audience import Audience, Kind, Level, Role
from lessonpack.model.items import Organiser
from lessonpack.model.module import Module
from lessonpack.model.text import ALL_BANDS
from lessonpack.project import Project
from lessonpack.render.compose import compose, signed
from lessonpack.select.select import for_document, select
from lessonpack.select.selection import Selection
from lessonpack.signing import Verdict
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
        wanted = [kind for kind in Kind if kind in frozenset(kinds) and students.has_matter_for(kind)]
        policy, simple = self.project.policy, None
        for kind in wanted:
            is_teacher = kind.role is Role.TEACHER
            selection = self._select(Audience(kind.role, band)) if is_teacher else students
            selection = for_document(selection, kind, policy)
            self.found += self._unnamed(selection) if kind is Kind.STUDENT else ()
            yield selection
            if students.has_easy and kind in _WITH_EASY_WORDS:
                simple = simple or self._select(Audience(Role.STUDENT, band, Level.EASY))
                easy = for_document(simple, kind, policy)
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

    def signed(self, drafts: Iterable[Composed], verdict: Verdict) -> Iterator[Composed]:
        """The drafts as they are once these signatures are given: the same words, with other marks."""
        for draft, document in drafts:
            selection = replace(draft, is_draft=not verdict.is_final, sign_offs=verdict.signatures)
            yield selection, signed(document, selection, self.project.templates)

    def _select(self, audience: Audience) -> Selection:
        project = self.project
        return select(self.module, audience, project.policy, help_lines=project.help_lines, today=self.today)

    def _unnamed(self, selection: Selection) -> Iterator[Diagnostic]:
        """content/for-the-eldest: words of the module that name no band, and that this one therefore does not get."""
        band, bands = selection.audience.band, self.project.policy.student_bands()
        if selection.care is None or band == bands[-1]:
            return
        for field in ("purpose", "content_note", "closing", "caution"):
            words = getattr(self.module, field)
            if words is not None and words.bands[0][0] == ALL_BANDS:
                found = (
                    f"`{field}` names no band, so it is taken as written for {bands[-1]}; band {band} does not get it"
                )
                hint = f"write it for each band: {{{', '.join(f'{name}: ...' for name in bands)}}}"
                yield warning("content/for-the-eldest", self.module.span_of(field), found, hint=hint)

    def _unwritten(self, easy: Selection) -> Iterator[Diagnostic]:
        # Organisers are made in core words alone.
        spans = {item.id: item.span for item in self.module.items() if not isinstance(item, Organiser)}
        for item in easy.unwritten_easy:
            if item in spans:
                found = f"`{item}` has no easy words for band {easy.audience.band}; its core words stand in"
                yield warning("reading/no-easy", spans[item], found, hint="write `easy:` beside `core:`", about=item)

"""One module -> all its documents: the loop over audiences and formats, and nothing else. Files are `output`'s."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from datetime import date
from typing import assert_never

from lessonpack.check.registry import check
from lessonpack.check.waivers import waived
from lessonpack.diagnostics import Diagnostic, LessonPackError, Severity, Span, error, ordered, warning
from lessonpack.documents import Composed, Documents
from lessonpack.gate.files import FileWords, admit_file
from lessonpack.letterhead.model import Letterhead
from lessonpack.model.audience import Kind
from lessonpack.model.module import Module
from lessonpack.printing.impose import PrintForm, Source, impose, print_only_name
from lessonpack.project import STANDARD, Project
from lessonpack.select.selection import Omission, Selection
from lessonpack.select.withheld import ModuleWords
from lessonpack.signing import content_digest
from lessonpack.theme.tokens import Paper, Theme
from lessonpack.tree.nodes import Document, Origin, Run
from lessonpack.write.readback import UnreadableError, spoken
from lessonpack.write.writer import ONE_SIDED, Format, PrintPlan, Rendition, Writer

DOCUMENTS = tuple(str(kind) for kind in Kind)
FORMATS = tuple(str(kind) for kind in Format)
HANDED_OUT = (str(Format.DOCX), str(Format.PDF))
"""The formats of a pack where nobody asks for others: one to edit, one to print."""


@dataclass(frozen=True, slots=True)
class PackRequest:
    """What to build. Empty `bands` mean: every band of students that the policy has."""

    today: date
    bands: tuple[str, ...] = ()
    documents: tuple[str, ...] = DOCUMENTS
    formats: tuple[str, ...] = HANDED_OUT
    paper: Paper | None = None
    """None: the theme's."""
    is_fillable: bool = False
    """True: room to write in PDFs becomes form fields."""
    theme: str = STANDARD
    final: bool = False
    """True: refuse whatever would be a draft, and say what is missing."""
    stays_draft: bool = False
    """True: drafts whoever has signed, as for a day that is not the real one: lines that were checked then may be dead
    by now."""
    plan: PrintPlan = ONE_SIDED
    print_forms: tuple[PrintForm, ...] = ()
    """Sheets to print that are made of the handouts' PDFs, beside these."""

    @property
    def is_all(self) -> bool:
        """True when nothing is left out, so that what is not found is not there."""
        return (
            not self.bands
            and set(self.documents) == set(DOCUMENTS)
            and set(self.formats) >= set(HANDED_OUT)
            and self.counts_pages
        )

    def covers(self, document: str, ending: str, *, is_fillable: bool) -> bool:
        """Whether files of this kind are made anew when this is asked for; PDFs are for print or for a screen."""
        is_other_use = ending == Format.PDF and is_fillable != self.is_fillable
        return document in self.documents and ending in self.formats and not is_other_use

    @property
    def counts_pages(self) -> bool:
        """Whether the policy's limits for pages hold: they are meant for the standard theme, not for larger print."""
        return self.theme == STANDARD


@dataclass(frozen=True, slots=True)
class PackFile:
    name: str
    data: bytes
    document: str
    band: str
    level: str
    format: str
    pages: int | None
    is_draft: bool
    is_fillable: bool = False
    print_form: str = ""
    """How pages of the accessible file stand on the sheets of this one; empty for a file that is no such sheets."""


@dataclass(frozen=True, slots=True)
class Pack:
    """The finished files of one module, in memory, with the record of what was withheld from which band."""

    module: str
    code: str
    version: int
    policy: str
    policy_version: int
    paper: str
    files: tuple[PackFile, ...] = ()
    omissions: dict[str, tuple[Omission, ...]] = field(default_factory=dict)
    """Band -> what its students do not get."""
    empty_bands: tuple[str, ...] = ()
    """Bands for which nothing is left; they get no files."""
    diagnostics: tuple[Diagnostic, ...] = ()
    unsigned: tuple[Diagnostic, ...] = ()
    """What keeps documents from being final: signatures and help lines."""
    theme: str = STANDARD
    templates: str = STANDARD
    """The set of templates."""
    plan: str | None = None
    """The pack file that asked for it, as messages name it."""


class Press:
    """The writers for one theme and paper, each made when it is first needed and then kept."""

    def __init__(
        self,
        theme: Theme,
        paper: Paper | None,
        plan: PrintPlan = ONE_SIDED,
        *,
        is_fillable: bool = False,
        letterhead: Letterhead | None = None,
    ) -> None:
        """`letterhead` is for Word files alone."""
        self.theme = theme.on(paper) if paper else theme
        self.plan, self.is_fillable, self.letterhead = plan, is_fillable, letterhead
        self._writers: dict[str, Writer] = {}

    def writer(self, ending: str) -> Writer:
        if ending not in self._writers:
            self._writers[ending] = self._made(Format(ending))
        return self._writers[ending]

    def _made(self, wanted: Format) -> Writer:
        # Each format brings a large library with it: only what is asked for is imported.
        match wanted:
            case Format.DOCX:
                from lessonpack.write.docx.writer import DocxWriter

                return DocxWriter(self.theme, self.plan, self.letterhead)
            case Format.PDF:
                from lessonpack.write.pdf.writer import PdfWriter

                return PdfWriter(self.theme, self.plan, is_fillable=self.is_fillable)
            case Format.HTML:
                from lessonpack.write.html.writer import HtmlWriter

                return HtmlWriter(self.theme)
            case _:
                assert_never(wanted)


def write(document: Document, theme: Theme, target: Format) -> Rendition:
    """One document as a file; for many, keep a `Press`. Raises LessonPackError with what the format cannot bear."""
    return Press(theme, None).writer(target).write(document)


def build(project: Project, name: str, request: PackRequest, press: Press | None = None) -> Pack:
    """All files of one module, in memory.

    Raises LessonPackError with every fault of content, policy, templates and documents; then there is no pack.
    """
    module = project.module(name)
    findings = check(module, project.policy, help_lines=project.help_lines, today=request.today)
    if any(f.is_error for f in findings):
        raise LessonPackError(findings)
    return _Build(project, module, request, press or pressed(project, request), findings).pack()


def pressed(project: Project, request: PackRequest) -> Press:
    """The writers that a request asks for."""
    theme = project.theme_called(request.theme)
    letterhead = project.letterhead_in(request.theme) if Format.DOCX in request.formats else None
    return Press(theme, request.paper, request.plan, is_fillable=request.is_fillable, letterhead=letterhead)


def _refused(finding: Diagnostic) -> Diagnostic:
    """A draft may leave an expired help line for later; a final document waits until somebody has called again."""
    return replace(finding, severity=Severity.ERROR) if finding.code == "help/expired" else finding


def _school(theme: Theme) -> Run | None:
    """The school's name as the tree has words; its origin is the theme file that names it."""
    name = theme.school.name if theme.school else None
    return Run(name.text, Origin(span=name.span)) if name else None


class _Build:
    def __init__(
        self, project: Project, module: Module, request: PackRequest, press: Press, findings: tuple[Diagnostic, ...]
    ) -> None:
        self.project, self.module, self.request, self.press = project, module, request, press
        self.documents = Documents(project, module, request.today, _school(press.theme))
        self.signing = project.signing(module, request.today)
        self.words = ModuleWords(module, project.policy.teacher_band)
        self.found: list[Diagnostic] = list(findings)
        self.unsigned: list[Diagnostic] = []
        self.files: list[PackFile] = []
        self.omissions: dict[str, tuple[Omission, ...]] = {}
        self.empty: list[str] = []

    def pack(self) -> Pack:
        policy = self.project.policy
        for band in self.request.bands or policy.student_bands():
            self._band(band)
        found = self._findings()
        if any(f.is_error for f in found):
            raise LessonPackError(found)
        return Pack(
            module=self.module.id,
            code=self.module.code,
            version=self.module.version,
            policy=policy.id,
            policy_version=policy.version,
            paper=self.press.theme.paper,
            theme=self.request.theme,
            templates=self.project.template_set,
            plan=self.project.plan.span.file if self.project.plan else None,
            files=tuple(self.files),
            omissions=self.omissions,
            empty_bands=tuple(self.empty),
            diagnostics=found,
            unsigned=ordered(self.unsigned),
        )

    def _findings(self) -> tuple[Diagnostic, ...]:
        found = (*self.found, *self.documents.found)
        # Before waivers are looked at: nobody accepts for pupils that a number may be dead.
        told = map(_refused, found) if self.request.final else found
        left = waived(told, self.module, is_all=self.request.is_all)
        return ordered((*left, *self.unsigned) if self.request.final else left)

    def _band(self, band: str) -> None:
        students = self.documents.students(band)
        self.omissions[band] = students.omitted
        if students.is_empty:
            self.empty.append(band)
            return
        for selection, document in self._signed(band, students):
            if selection.audience.document in self.request.documents:
                for ending in self.request.formats:
                    self._file(document, selection, ending)

    def _signed(self, band: str, students: Selection) -> list[Composed]:
        """The band's documents: final where everybody who must has signed them, else drafts."""
        # A signature holds for all documents of a band; without any, only what was asked for is composed.
        is_signed = bool(self.signing.register.signed.signatures)
        roles = DOCUMENTS if is_signed else self.request.documents
        drafts = list(self.documents.composed(self.documents.selections(band, students, roles)))
        digest = content_digest(drafts, self.project.own_fonts) if is_signed else ""
        verdict = self.signing.verdict(band, students.sign_offs, digest)
        if self.request.stays_draft and verdict.is_final:
            verdict = replace(verdict, missing=(self._of_another_day(),))
        self.unsigned += verdict.missing
        if not any(signature.on for signature in verdict.signatures):
            return drafts
        return list(self.documents.signed(drafts, verdict))

    def _of_another_day(self) -> Diagnostic:
        found = f"this is what would be built on {self.request.today}; what is handed out is built on its own day"
        return error("signoff/other-day", self.module.span, found, hint="leave out --today")

    def _file(self, document: Document, selection: Selection, ending: str) -> None:
        try:
            made = self.press.writer(ending).write(document)
        except LessonPackError as fault:
            self.found += (self._exact(d) for d in fault.diagnostics)
            return
        audience = selection.audience
        is_fillable = self.press.is_fillable and Format(ending) is Format.PDF
        name = f"{document.stem}{'-fillable' if is_fillable else ''}.{ending}"
        self.found += self._length(selection, made.pages)
        proved = self._proved(name, made.data, Format(ending), selection)
        self.found += proved
        file = PackFile(
            name=name,
            data=made.data,
            document=str(audience.document),
            band=audience.band,
            level=str(audience.level),
            format=ending,
            pages=made.pages,
            is_draft=selection.is_draft,
            is_fillable=is_fillable,
        )
        self.files.append(file)
        # The gate reads no sheets: they are made of the bytes that it has just admitted, and say nothing else.
        is_handout = audience.document is Kind.STUDENT and ending == Format.PDF
        if is_handout and not any(finding.is_error for finding in proved):
            self.files += (self._sheets(file, form) for form in self.request.print_forms)

    def _sheets(self, file: PackFile, form: PrintForm) -> PackFile:
        is_duplex = self.press.plan.is_duplex
        sheets = impose([Source(file.name, file.data)], form, is_duplex=is_duplex)
        name = print_only_name(file.name, form)
        return replace(file, name=name, data=sheets.data, pages=sheets.sides, print_form=str(form))

    def _proved(self, name: str, data: bytes, kind: Format, selection: Selection) -> tuple[Diagnostic, ...]:
        """What the gate finds in the bytes themselves."""
        try:
            said = spoken(data, kind)
        except UnreadableError as fault:
            found = f"the finished file cannot be read back: {fault}"
            return (error("gate/unreadable", Span(name), found, hint="please report it"),)
        # A browser shows all margins around its one page; in a Word file each stands on pages of one kind.
        margins = said.margins if kind is Format.DOCX else ("\n".join(said.margins),)
        words = FileWords(name, said.pages, margins, said.elsewhere, has_pages=kind is Format.PDF)
        return (*admit_file(words, selection, self.words), *self._new_words(said.pages, selection, kind))

    def _new_words(self, pages: tuple[str, ...], selection: Selection, kind: Format) -> Iterator[Diagnostic]:
        """pages/terms: more new words on one page than the band takes in at once."""
        most = self.project.policy.bands[selection.audience.band].terms_per_page
        is_counted = kind is Format.PDF and selection.audience.document is Kind.STUDENT and self.request.counts_pages
        if most is None or not is_counted:
            return
        openings = ["".join(str(entry.text).split()[:4]) for entry in selection.definitions]
        for number, page in enumerate("".join(page.split()) for page in pages):
            count = sum(opening in page for opening in openings)
            if count > most:
                band = selection.audience.band
                found = f"page {number + 1} of a sheet for band {band} explains {count} new words; {most} are enough"
                yield warning("pages/terms", self.module.span, found, hint="drop or move some definitions")

    def _length(self, selection: Selection, pages: int | None) -> Iterator[Diagnostic]:
        """pages/too-many: a student's sheet that is longer than the policy allows for the band."""
        audience = selection.audience
        most = self.project.policy.bands[audience.band].pages
        is_counted = audience.document is Kind.STUDENT and self.request.counts_pages
        if pages and most and pages > most and is_counted:
            level = " in easy words" if audience.is_easy else ""
            found = f"the sheet for band {audience.band}{level} has {pages} pages; the policy allows {most}"
            hint = "withhold or shorten items, or make two modules of one"
            yield warning("pages/too-many", self.module.span, found, hint=hint)

    def _exact(self, diagnostic: Diagnostic) -> Diagnostic:
        """A fault of one character, at that character: writers know only where its text begins."""
        span, named = diagnostic.span, re.search(r"U\+([0-9A-F]{4,6})", diagnostic.message)
        text = self.project.source(span.file) if span and named else None
        if span is None or named is None or text is None:
            return diagnostic
        lines = text.split("\n")
        start = sum(len(line) + 1 for line in lines[: span.line - 1]) + span.column - 1
        at = text.find(chr(int(named.group(1), 16)), start)
        if at < 0:
            return diagnostic
        before = text[:at]
        return replace(diagnostic, span=Span(span.file, before.count("\n") + 1, at - before.rfind("\n")))

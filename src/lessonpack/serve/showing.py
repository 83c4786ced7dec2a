"""A module as its files are now -> what a preview shows: pages that the gate has admitted, and findings.

All documents of all bands are made at once, as a build makes them: a fault of one of them stops all.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import date
from functools import cached_property
from hashlib import sha256
from pathlib import Path
from typing import Any

from lessonpack.diagnostics import INTERNAL, Diagnostic, LessonPackError, Severity, Span, error, excerpt, ordered
from lessonpack.pack import PackFile, PackRequest, build
from lessonpack.plan import arranged
from lessonpack.project import STANDARD, Project

FORMATS = ("html", "pdf")


@dataclass(frozen=True, slots=True)
class Wanted:
    """What is to be shown: one module in one look."""

    folder: Path
    module: str
    today: Callable[[], date]
    """The day to build for, asked again for each build: a preview may stay open over night."""
    theme: str = STANDARD
    templates: str | None = None
    pack_file: str | None = None
    untrusted: bool = False
    """True: templates are rendered in processes of their own."""
    stays_draft: Callable[[], bool] = lambda: False
    """Whether the day is another than this one, so that nothing is final; asked again for each build."""

    def project(self) -> Project:
        """The project as its files are now. Raises LessonPackError with the faults of the pack file."""
        return arranged(self.folder, self.templates, self.pack_file, untrusted=self.untrusted)


@dataclass(frozen=True, slots=True)
class Finding:
    """A finding with the line of the file that it is about, as that was when it was found."""

    diagnostic: Diagnostic
    lines: tuple[str, ...]

    def as_json(self) -> dict[str, str]:
        said = self.diagnostic
        return {
            "severity": str(said.severity),
            "code": said.code,
            "place": str(said.span) if said.span else "",
            "message": said.message,
            "lines": "\n".join(self.lines),
            "hint": said.hint,
        }


@dataclass(frozen=True)
class Showing:
    """The pages of the last build that was admitted, and the findings of the last one of all."""

    files: tuple[PackFile, ...] = ()
    empty_bands: tuple[str, ...] = ()
    findings: tuple[Finding, ...] = ()
    is_old: bool = False
    """True: the pages are from before the errors among the findings."""
    is_built: bool = False
    """False until there has been a build, whatever came of it."""

    @cached_property
    def by_name(self) -> dict[str, PackFile]:
        return {file.name: file for file in self.files}

    @cached_property
    def said(self) -> dict[str, Any]:
        """All that the page around the documents knows."""
        return {
            "built": self.is_built,
            "old": self.is_old,
            "documents": list(self._documents()),
            "empty": list(self.empty_bands),
            "findings": [finding.as_json() for finding in self.findings],
        }

    def _documents(self) -> Iterator[dict[str, Any]]:
        found: dict[tuple[str, str, str], dict[str, str]] = {}
        for file in self.files:
            pages = found.setdefault((file.band, file.document, file.level), {})
            pages[file.format] = f"pages/{_edition(file)}/{file.name}"
        for (band, document, level), pages in found.items():
            yield {"band": band, "document": document, "level": level, "pages": pages}


def _edition(file: PackFile) -> str:
    """The same as long as the file is: a page that has not changed is not loaded again."""
    return sha256(file.data).hexdigest()[:12]


def shown(wanted: Wanted, before: Showing) -> Showing:
    """What there is to see now. Where the build fails, the pages from before stay, and count as old."""
    project = Project(wanted.folder)
    try:
        project = wanted.project()
        paper = project.plan.paper if project.plan else None
        asked = PackRequest(
            wanted.today(), formats=FORMATS, theme=wanted.theme, paper=paper, stays_draft=wanted.stays_draft()
        )
        pack = build(project, wanted.module, asked)
    except LessonPackError as fault:
        findings = fault.diagnostics
    except Exception as fault:  # a defect of ours must not end a preview that the next change may mend
        kind = f"{type(fault).__name__}: {fault}".splitlines()[0][:300]
        hint = "this is a defect of lessonpack; please report it"
        findings = (error(INTERNAL, Span(f"content/{wanted.module}/module.yaml"), kind, hint=hint),)
    else:
        return Showing(pack.files, pack.empty_bands, _told(pack.diagnostics, project), is_built=True)
    return replace(before, findings=_told(findings, project), is_old=bool(before.files), is_built=True)


def _told(diagnostics: Iterable[Diagnostic], project: Project) -> tuple[Finding, ...]:
    """Errors first, then warnings, each by place; notes are for `check`."""
    told = [d for d in ordered(diagnostics) if d.severity is not Severity.NOTE]
    return tuple(Finding(d, _lines(d, project)) for d in sorted(told, key=lambda d: not d.is_error))


def _lines(diagnostic: Diagnostic, project: Project) -> tuple[str, ...]:
    span = diagnostic.span
    return tuple(excerpt(span, project.source(span.file))) if span else ()


def as_event(showing: Showing, module: str, *, is_building: bool) -> str:
    """The state as one server-sent event (HTML, 9.2.5): one line of JSON, which has no line ends of its own."""
    return f"data: {json.dumps({**showing.said, 'module': module, 'building': is_building})}\n\n"

"""Files and wishes -> one file ready for a printer, and what the printer is asked for."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from lessonpack.printing.cups import Job
from lessonpack.printing.impose import PrintForm, Sides, Source, impose, opened, print_only_name, sides_of

_MEDIA_POINTS = {"A4": (595.28, 841.89), "Letter": (612.0, 792.0), "A3": (841.89, 1190.55), "Legal": (612.0, 1008.0)}


@dataclass(frozen=True, slots=True)
class Wishes:
    """What the person asks for; None: what the files themselves ask for, where they do."""

    form: PrintForm = PrintForm.PLAIN
    is_duplex: bool | None = None
    copies: int | None = None
    is_fitted: bool = False


@dataclass(frozen=True, slots=True)
class Prepared:
    """`name` and `data` of the file to print; `is_source` where it is the only source as it was."""

    name: str
    data: bytes
    sides: int
    is_source: bool
    job: Job

    @property
    def sheets(self) -> int:
        """Pieces of paper for one copy."""
        return self.sides if self.job.sides is Sides.ONE else -(-self.sides // 2)


def prepare(sources: Sequence[Source], wishes: Wishes, *, as_sheets: bool = False) -> Prepared:
    """The file for the printer. A single file goes as it is, unless its copies would share a sheet or `as_sheets` asks
    for sheets; everything else is put on sheets first.

    Raises LessonPackError for a file that is no PDF.
    """
    pdfs = [opened(source) for source in sources]
    asked = pdfs[0].Root.get("/ViewerPreferences", {})
    is_duplex = _prefers_duplex(asked) if wishes.is_duplex is None else wishes.is_duplex
    copies = wishes.copies or int(asked.get("/NumCopies", 1))
    is_measured = any(str(pdf.Root.get("/ViewerPreferences", {}).get("/PrintScaling")) == "/None" for pdf in pdfs)
    form = wishes.form
    ends_on_front = is_duplex and copies > 1 and len(pdfs[0].pages) % 2 == 1
    as_sheets = as_sheets or form is not PrintForm.PLAIN or len(sources) > 1 or ends_on_front
    job = Job(
        title=_title([source.name for source in sources]),
        sides=sides_of(form, is_duplex=is_duplex),
        copies=copies,
        is_fitted=wishes.is_fitted or not (as_sheets or is_measured),
        media=_media(pdfs[0].pages[0]),
    )
    if not as_sheets:
        return Prepared(sources[0].name, sources[0].data, len(pdfs[0].pages), True, job)
    sheets = impose(sources, form, is_duplex=is_duplex)
    return Prepared(print_only_name(sources[0].name, form), sheets.data, sheets.sides, False, job)


def _prefers_duplex(asked: Any) -> bool:
    return str(asked.get("/Duplex", "/Simplex")) != "/Simplex"


def _title(names: Sequence[str]) -> str:
    first = names[0].removesuffix(".pdf")
    return first if len(names) == 1 else f"{first} and {len(names) - 1} more"


def _media(page: Any) -> str:
    """The name of the page's paper, upright or turned; empty for any other size."""
    left, bottom, right, top = (float(edge) for edge in page.mediabox)
    short, long = sorted((right - left, top - bottom))
    for name, (width, height) in _MEDIA_POINTS.items():
        if abs(short - width) < 2 and abs(long - height) < 2:
            return name
    return ""


def by_hand_unopened(names: Sequence[str], wishes: Wishes) -> str:
    """What to do by hand, said without a look into the files."""
    needs_sheets = wishes.form is not PrintForm.PLAIN or len(names) > 1
    sides = sides_of(wishes.form, is_duplex=bool(wishes.is_duplex))
    job = Job(_title(names), sides, wishes.copies or 1, wishes.is_fitted, media="")
    said = by_hand(job, "the sheets" if needs_sheets else names[0])
    return f"First make the sheets: the same command with --to FILE.pdf\n{said}" if needs_sheets else said


def by_hand(job: Job, file: str) -> str:
    """The job as choices in the print dialogue of any PDF reader."""
    scale = '"Fit"' if job.is_fitted else '"Actual size" (100 %)'
    lines = [f"To print it by hand: open {file} in a PDF reader, choose Print, and there", f"  - page scaling: {scale}"]
    match job.sides:
        case Sides.ONE:
            lines.append("  - on one side")
        case Sides.LONG_EDGE:
            lines.append("  - on both sides, flip on the long edge")
        case Sides.SHORT_EDGE:
            lines.append("  - on both sides, flip on the short edge")
    if job.copies > 1:
        lines.append(f"  - copies: {job.copies}, collated")
    return "\n".join(lines)

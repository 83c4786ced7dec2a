"""Asks every rule of the gate about one document."""

from __future__ import annotations

from collections.abc import Iterator

from lessonpack.diagnostics import Diagnostic, LessonPackError, Span, error, warning
from lessonpack.gate import beside, excerpts, furniture, origin, parts, students, watched
from lessonpack.gate.case import Case
from lessonpack.model.audience import Kind
from lessonpack.select.selection import Selection
from lessonpack.tree.nodes import Document

RULES = (
    origin.strangers,
    origin.template_words,
    origin.labels,
    origin.links,
    origin.charts,
    origin.hidden_characters,
    furniture.draft,
    furniture.furniture,
    furniture.furniture_words,
    furniture.school,
    parts.parts,
    excerpts.quote_marks,
    excerpts.caution_lines,
)
STUDENTS_RULES = (
    students.teachers_alone,
    students.help_box,
    students.content_note,
    beside.help_lines,
    beside.care_words,
    beside.boxes,
    watched.blocked_words,
    watched.disguised_words,
    watched.turned_words,
)


def admit(document: Document, selection: Selection, *, template: str, ordered_at: Span | None = None) -> Document:
    """The document itself, if it may leave. Raises LessonPackError with every reason why not.

    What is missing is told in the file `template`, or where a pack file orders the document's sections.
    """
    case = Case.of(document, selection, template, ordered_at)
    rules = RULES if case.is_teacher else (*RULES, *STUDENTS_RULES)
    faults = [*(fault for rule in rules for fault in rule(case)), *_balance(case)]
    if faults:
        raise LessonPackError(faults)
    return document


def _balance(case: Case) -> Iterator[Diagnostic]:
    """gate/ratio: for each item on harm so many that protect, as the policy asks for the band.

    On a student's sheet those are counted that it prints; other documents show a part of the pack by their nature.
    """
    balance = case.selection.balance
    shown = case.items() if case.selection.audience.document is Kind.STUDENT else {*case.selection.kept}
    harm, protective = len(balance.harm & shown), len(balance.protective & shown)
    if protective < balance.least * harm:
        message = (
            f"{harm} items speak of harm and {protective} of what protects; "
            f"band {case.selection.audience.band} needs {balance.least} for each"
        )
        hint = "add protective items for this band, or withhold some on harm; print all that the pack has"
        yield error("gate/ratio", case.selection.module.title.span, message, hint=hint)


def remarks(
    document: Document, selection: Selection, *, template: str, ordered_at: Span | None = None
) -> tuple[Diagnostic, ...]:
    """Warnings about a document that may leave: gate/section-left-out."""
    case = Case.of(document, selection, template, ordered_at)
    return tuple(
        warning(
            "gate/section-left-out",
            case.template,
            f"nothing is printed of {count} of the {name}, which this reader may have",
            hint=f"print `pack.{name}`, or keep the template as it is if that is meant",
        )
        for name, count in parts.sections(case)
    )

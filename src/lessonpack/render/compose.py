"""Selection + template -> Document: renders, parses, adds what no template decides, and asks the gate.

A template makes drafts and nothing else. What people have signed is made of the very same tree: the marks go, and the
days of the signatures stand in the blanks.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from lessonpack.diagnostics import Diagnostic, LessonPackError, Span, error
from lessonpack.gate.admit import admit
from lessonpack.render.templates import TemplateSet
from lessonpack.select.selection import Selection
from lessonpack.select.written import DATE_ITEM, day_words, locale_of
from lessonpack.tree.build import Parsed
from lessonpack.tree.marks import Marks, marks_of
from lessonpack.tree.nodes import (
    Block,
    Callout,
    Document,
    Furniture,
    Group,
    Meta,
    Origin,
    Paragraph,
    ParagraphKind,
    Run,
    WriteIn,
)
from lessonpack.tree.walk import plain, runs

CREATOR = "lessonpack"


def compose(selection: Selection, templates: TemplateSet, *, today: date, school: Run | None = None) -> Document:
    """The draft that the template makes of the selection.

    Title, file name, footer code, draft marks, the strip of a teacher's copy and the name of the school are set here,
    neutral and alike for every template. Raises LessonPackError with the faults of the template, or with the gate's
    reasons.
    """
    audience, module = selection.audience, selection.module
    kind = str(audience.document)
    template = templates.shown(kind)
    # Students' templates do not even learn what is withheld: the names of items and topics say enough.
    shown = selection if audience.is_teacher else replace(selection, omitted=())
    parsed = templates.tree(kind, shown)
    marks = marks_of(module.language)
    _refuse_other_marks(parsed, marks, selection, template)
    words = {part: plain(inlines) for part, inlines in parsed.furniture.items()}
    document = Document(
        meta=Meta(
            title=f"{module.student_title}",
            language=module.language,
            creator=CREATOR,
            document=kind,
            band=audience.band,
            dated=today,
        ),
        furniture=Furniture(
            strip=marks.strip if audience.is_teacher else "",
            running=_running(selection),
            page_label=words.get("page-label", ""),
            help_line=words.get("help-line", ""),
            draft_mark=marks.draft,
            school=school,
        ),
        blocks=(_notice(selection), *parsed.blocks),
        stem=stem(selection),
    )
    return _admitted(document, selection, templates)


def _admitted(document: Document, selection: Selection, templates: TemplateSet) -> Document:
    """Past the gate; where it misses something that a pack file has left out, it says so there."""
    kind = str(selection.audience.document)
    ordered_at = templates.ordered_at(kind)
    try:
        return admit(document, selection, template=templates.shown(kind), ordered_at=ordered_at)
    except LessonPackError as fault:
        if ordered_at is None:
            raise
        hint = f"sections that this list leaves out: {', '.join(templates.left_out(kind)) or 'none'}"
        raise LessonPackError(replace(d, hint=hint) if d.span == ordered_at else d for d in fault.diagnostics) from None


def signed(draft: Document, selection: Selection, templates: TemplateSet) -> Document:
    """The same document with the signatures of the selection: their days stand in the blanks for them, and the marks of
    a draft are gone where the selection is none. Raises LessonPackError with the gate's reasons."""
    kept = _with_days(draft.blocks[1:], selection)
    furniture = draft.furniture if selection.is_draft else replace(draft.furniture, draft_mark="")
    document = replace(draft, furniture=furniture, blocks=(_notice(selection), *kept) if selection.is_draft else kept)
    return _admitted(document, selection, templates)


def _refuse_other_marks(parsed: Parsed, marks: Marks, selection: Selection, template: str) -> None:
    """gate/mark-words: a template may leave these marks out, or say what they say, and nothing else."""
    fixed = {
        "draft-mark": marks.draft,
        "draft-notice": marks.teacher_notice if selection.audience.is_teacher else marks.student_notice,
        "strip": marks.strip if selection.audience.is_teacher else "",
    }
    faults: list[Diagnostic] = []
    for part, wanted in fixed.items():
        inlines = parsed.furniture.get(part, ())
        if inlines and plain(inlines) != wanted:
            place = next((run.origin.span for run in runs(inlines) if run.origin.span), None) or Span(template)
            found = f"<{part}> does not say what it says on every document: {wanted or 'nothing, for students'}"
            faults.append(error("gate/mark-words", place, found, hint="leave the tag out; the program sets it"))
    if faults:
        raise LessonPackError(faults)


def _notice(selection: Selection) -> Paragraph:
    """The first line of a draft; a guide's names who has not signed yet."""
    marks = marks_of(selection.module.language)
    if not selection.audience.is_teacher:
        return Paragraph((Run(marks.student_notice),), ParagraphKind.DRAFT)
    missing = [str(signature.name) for signature in selection.sign_offs if signature.on is None]
    return Paragraph((Run(f"{marks.teacher_notice} {', '.join(missing)}."),), ParagraphKind.DRAFT)


def _with_days(blocks: tuple[Block, ...], selection: Selection) -> tuple[Block, ...]:
    """The blocks with a line for each blank that somebody has signed: the role, the blank's own label, and the day."""
    locale = locale_of(selection.module.language)
    days = {str(s.name): day_words(s.on, locale) for s in selection.sign_offs if s.on and locale}
    return tuple(_with_day(block, days) for block in blocks) if days else blocks


def _with_day(block: Block, days: dict[str, str]) -> Block:
    match block:
        case Group() | Callout():
            return replace(block, blocks=tuple(_with_day(inside, days) for inside in block.blocks))
        case WriteIn(labels=(role, label)) if plain(role) in days:
            day = Run(days[plain(role)], Origin(DATE_ITEM))
            return Paragraph((*role, Run(": "), *label, Run(" "), day), origin=block.origin)
        case _:
            return block


def _running(selection: Selection) -> str:
    """The line at the foot: it tells sheets apart in a pile, and says nothing of what they are about."""
    module, audience = selection.module, selection.audience
    parts = [module.code, audience.band, *(["e"] if audience.is_easy else []), f"v{module.version}"]
    return " \N{MIDDLE DOT} ".join(parts)


def stem(selection: Selection) -> str:
    """The file's name without its ending: code, band, document, and `easy` where the words are."""
    audience = selection.audience
    name = f"{selection.module.code}-{audience.band}-{audience.document}"
    return f"{name}-easy" if audience.is_easy else name

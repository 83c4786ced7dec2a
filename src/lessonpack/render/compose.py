"""Selection + template -> Document: renders, parses, adds what no template decides, and asks the gate."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from lessonpack.diagnostics import LessonPackError
from lessonpack.gate.admit import admit
from lessonpack.render.templates import TemplateSet
from lessonpack.select.selection import Selection
from lessonpack.tree.nodes import Block, Document, Furniture, Meta, Paragraph, ParagraphKind, Run
from lessonpack.tree.parse import parse
from lessonpack.tree.walk import plain

CREATOR = "lessonpack"


def compose(selection: Selection, templates: TemplateSet, *, today: date, school: Run | None = None) -> Document:
    """The document that the template makes of the selection.

    Title, file name, footer code, draft marks and the name of the school are set here, neutral and alike for every
    template. Raises LessonPackError with the faults of the template, or with the gate's reasons.
    """
    audience, module = selection.audience, selection.module
    kind = str(audience.document)
    template = templates.shown(kind)
    # Students' templates do not even learn what is withheld: the names of items and topics say enough.
    shown = selection if audience.is_teacher else replace(selection, omitted=())
    parsed = parse(templates.render(kind, shown), file=template)
    words = {part: plain(inlines) for part, inlines in parsed.furniture.items()}
    draft: tuple[Block, ...] = ()
    if selection.is_draft and "draft-notice" in parsed.furniture:
        draft = (Paragraph(parsed.furniture["draft-notice"], ParagraphKind.DRAFT),)
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
            strip=words.get("strip", ""),
            running=_running(selection),
            page_label=words.get("page-label", ""),
            help_line=words.get("help-line", ""),
            draft_mark=words.get("draft-mark", "") if selection.is_draft else "",
            school=school,
        ),
        blocks=(*draft, *parsed.blocks),
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

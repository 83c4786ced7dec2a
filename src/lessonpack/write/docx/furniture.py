"""Header and footer of every page: the strip, the draft's mark, the help line, pack code and page numbers."""

from __future__ import annotations

from lessonpack.tree.nodes import Furniture
from lessonpack.write.docx.fields import page_label
from lessonpack.write.docx.inline import Words
from lessonpack.write.docx.markup import TAB, paragraph, part


def header(furniture: Furniture, words: Words, letterhead: str = "") -> bytes:
    """`letterhead` is the markup of the school's own, which comes first.

    A draft's mark is a line of text and no watermark, which Word can only float over the page."""
    lines = [
        paragraph(style, words.run(text))
        for style, text in (("Strip", furniture.strip), ("DraftMark", furniture.draft_mark))
        if text
    ]
    return part("hdr", letterhead + "".join(lines) or paragraph("Header", ""))


def footer(furniture: Furniture, words: Words, letterhead: str = "") -> bytes:
    """The line on help stands above the school's own words, page numbers below them."""
    lines = []
    if furniture.help_line:
        lines.append(paragraph("HelpLine", words.run(furniture.help_line)))
    lines.append(letterhead)
    if furniture.running or furniture.page_label:
        left = words.run(furniture.running) if furniture.running else ""
        lines.append(paragraph("Footer", left + TAB + page_label(furniture.page_label, words)))
    return part("ftr", "".join(lines) or paragraph("Footer", ""))

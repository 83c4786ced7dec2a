"""Content controls: what a pupil can fill in or tick on a screen, each read out by its title (ECMA-376 part 1, 17.5.2).

A control stands inside its paragraph and not around it, so that question and lines are paragraphs side by side that
any program can keep together.
"""

from __future__ import annotations

from lessonpack.write.docx.markup import clipped, escaped, run
from lessonpack.write.docx.words import CHECK_BOX_FONT, Mark, style_id

_LONGEST_TITLE = 64
"""Characters; Word allows no more, and calls a file with a longer one damaged."""
# Blanks and no prompt: what stands here is printed, and on paper the line must stay empty.
_STYLE = f'<w:rStyle w:val="{style_id(Mark.PLACEHOLDER)}"/>'
_NARROW, _WIDE = run("\u2003", _STYLE), run("\u2003" * 6, _STYLE)
_LEADER = f"<w:r><w:rPr>{_STYLE}</w:rPr><w:tab/></w:r>"
BALLOT_BOX, BALLOT_BOX_TICKED = "\u2610", "\u2612"


def blank(title: str) -> str:
    """A blank of one line to type in; the rule of what is left of the line comes after it."""
    return _control(title, "<w:showingPlcHdr/><w:text/>", _NARROW)


def answer(title: str) -> str:
    """Room for an answer of any length on a paragraph that is ruled; Return begins a new line in it."""
    return _control(title, _MANY_LINES, _WIDE)


def led_answer(title: str) -> str:
    """The same on a paragraph whose rule is the leader of a tab, which gives way to what is typed."""
    return _control(title, _MANY_LINES, _LEADER)


_MANY_LINES = '<w:showingPlcHdr/><w:text w:multiLine="1"/>'


def check_box(title: str) -> str:
    """An empty box that a click ticks ([MS-DOCX] 2.6.1); on paper it is a box."""
    font = f'w14:font="{CHECK_BOX_FONT}"'
    box = (
        f'<w14:checkbox><w14:checked w14:val="0"/><w14:checkedState w14:val="{ord(BALLOT_BOX_TICKED):04X}" {font}/>'
        f'<w14:uncheckedState w14:val="{ord(BALLOT_BOX):04X}" {font}/></w14:checkbox>'
    )
    return _control(title, box, run(BALLOT_BOX, f'<w:rStyle w:val="{style_id(Mark.CHECK_BOX)}"/>'))


def _control(title: str, kind: str, content: str) -> str:
    alias = f'<w:alias w:val="{escaped(clipped(title, _LONGEST_TITLE))}"/>' if title.strip() else ""
    return f"<w:sdt><w:sdtPr>{alias}{kind}</w:sdtPr><w:sdtContent>{content}</w:sdtContent></w:sdt>"

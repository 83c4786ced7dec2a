"""WordprocessingML as text: the only place that escapes words, and the lengths Word counts in.

What the elements mean is left to the modules that put them together.
"""

from __future__ import annotations

import re
from html import escape

W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
R = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
NAMESPACES = f'xmlns:w="{W}" xmlns:r="{R}"'
WP = "http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing"
A = "http://schemas.openxmlformats.org/drawingml/2006/main"
CHART = "http://schemas.openxmlformats.org/drawingml/2006/chart"
WPG = "http://schemas.microsoft.com/office/word/2010/wordprocessingGroup"
WPS = "http://schemas.microsoft.com/office/word/2010/wordprocessingShape"
# What Word 2007 does not know, it may leave out instead of refusing the file (ECMA-376 part 3, 10.1).
DOCUMENT_NAMESPACES = (
    f'{NAMESPACES} xmlns:wp="{WP}" xmlns:a="{A}" xmlns:wpg="{WPG}" xmlns:wps="{WPS}" '
    'xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006" '
    'xmlns:w14="http://schemas.microsoft.com/office/word/2010/wordml" mc:Ignorable="w14"'
)
PROLOGUE = "<?xml version='1.0' encoding='UTF-8' standalone='yes'?>\n"

# What the Char production of XML 1.0 leaves out; no escape can bring these characters into a file.
UNWRITABLE = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
# Telephone numbers and dates: Word breaks lines at their hyphens unless told not to (17.3.3.18).
_BREAKABLE = re.compile(r"(?<=\d)-(?=\d)")


def twips(points: float) -> int:
    """Twentieths of a point, the unit of most lengths in Word."""
    return round(points * 20)


def twips_of_mm(millimetres: float) -> int:
    return round(millimetres * 1440 / 25.4)


def escaped(text: str) -> str:
    """Text fit for element content and for attributes alike."""
    return escape(text, quote=True)


def clipped(text: str, most: int) -> str:
    """The text, or as many whole words of it as `most` characters hold, with an ellipsis."""
    if len(text) <= most:
        return text
    words = text[:most].rpartition(" ")[0] or text[: most - 1]
    return words.rstrip(" ,;:.") + "\u2026"


def run(text: str, properties: str = "") -> str:
    """One run of words; `properties` is the content of its rPr."""
    # Without xml:space Word drops the blanks between two runs (ECMA-376 part 1, 17.3.3.31).
    words = (f'<w:t xml:space="preserve">{escaped(piece)}</w:t>' for piece in _BREAKABLE.split(text))
    return f"<w:r>{_wrapped('rPr', properties)}{'<w:noBreakHyphen/>'.join(words)}</w:r>"


TAB = "<w:r><w:tab/></w:r>"
LINE_BREAK = "<w:r><w:br/></w:r>"


def paragraph(style: str, content: str, properties: str = "") -> str:
    """A paragraph in the style with the id `style`; `properties` follow pStyle inside its pPr."""
    return f'<w:p><w:pPr><w:pStyle w:val="{style}"/>{properties}</w:pPr>{content}</w:p>'


def part(root: str, content: str, namespaces: str = NAMESPACES) -> bytes:
    """A whole part whose root is `w:root`."""
    return f"{PROLOGUE}<w:{root} {namespaces}>{content}</w:{root}>".encode()


def _wrapped(name: str, content: str) -> str:
    return f"<w:{name}>{content}</w:{name}>" if content else ""

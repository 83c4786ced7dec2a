"""Fields that Word fills in: the number of this page and of all pages."""

from __future__ import annotations

import re

from lessonpack.write.docx.inline import Words
from lessonpack.write.docx.markup import run

_CODES = {"{page}": "PAGE", "{pages}": "NUMPAGES"}


def field(code: str) -> str:
    """A field with the result 1, which Word and LibreOffice replace as they lay out the page.

    The five-run form and not fldSimple: it is the one that Word itself writes (ECMA-376 part 1, 17.16.18).
    """
    return (
        '<w:r><w:fldChar w:fldCharType="begin"/></w:r>'
        f'<w:r><w:instrText xml:space="preserve"> {code} </w:instrText></w:r>'
        '<w:r><w:fldChar w:fldCharType="separate"/></w:r>'
        f"{run('1')}"
        '<w:r><w:fldChar w:fldCharType="end"/></w:r>'
    )


def page_label(pattern: str, words: Words) -> str:
    """Runs for a label such as `Page {page} of {pages}`, with fields in the two places."""
    pieces = re.split(r"(\{pages?\})", pattern)
    return "".join(field(_CODES[piece]) if piece in _CODES else words.run(piece) for piece in pieces if piece)

"""What the file says of itself: title, language, dates, the claim to PDF/UA, the outline.

Info and XMP are made from one source, so that they cannot disagree (ISO 14289-1, 7.1).
"""

from __future__ import annotations

from collections.abc import Sequence
from html import escape
from typing import Any

from reportlab.pdfbase.pdfdoc import PDFInfo

from lessonpack.tree.nodes import Meta
from lessonpack.write.pdf.raw import Raw, register, string

_PRODUCER = "lessonpack"

_XMP = """<?xpacket begin="\ufeff" id="W5M0MpCehiHzreSzNTczkc9d"?>
<x:xmpmeta xmlns:x="adobe:ns:meta/">
<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">
<rdf:Description rdf:about="" xmlns:dc="http://purl.org/dc/elements/1.1/"
 xmlns:xmp="http://ns.adobe.com/xap/1.0/" xmlns:pdf="http://ns.adobe.com/pdf/1.3/"
 xmlns:pdfuaid="http://www.aiim.org/pdfua/ns/id/">
{claim}<dc:title><rdf:Alt><rdf:li xml:lang="x-default">{title}</rdf:li></rdf:Alt></dc:title>
<dc:creator><rdf:Seq><rdf:li>{creator}</rdf:li></rdf:Seq></dc:creator>
<dc:language><rdf:Bag><rdf:li>{language}</rdf:li></rdf:Bag></dc:language>
<xmp:CreateDate>{date}T00:00:00Z</xmp:CreateDate>
<xmp:ModifyDate>{date}T00:00:00Z</xmp:ModifyDate>
<pdf:Producer>{producer}</pdf:Producer>
</rdf:Description>
</rdf:RDF>
</x:xmpmeta>
<?xpacket end="w"?>"""
_CLAIM = "<pdfuaid:part>1</pdfuaid:part>\n"


class Info(PDFInfo):  # type: ignore[misc]  # ReportLab is untyped
    """The Info dictionary (ISO 32000-1, 14.3.3), dated by the document and not by the clock."""

    def __init__(self, meta: Meta) -> None:
        super().__init__()
        self.title, self.author = meta.title, meta.creator
        self._content = b"<</Title%b/Author%b/Producer%b/CreationDate%b/ModDate%b>>" % (
            string(meta.title),
            string(meta.creator),
            string(_PRODUCER),
            *[string(f"D:{meta.dated:%Y%m%d}000000Z")] * 2,
        )

    def format(self, document: Any) -> bytes:
        return self._content


def describe(canvas: Any, meta: Meta, *, is_tagged: bool) -> None:
    """Put title, language, dates and, for a tagged file, the PDF/UA identifier into the canvas's document."""
    document = canvas._doc
    document.info = Info(meta)
    packet = _XMP.format(
        title=escape(meta.title, quote=False),
        creator=escape(meta.creator, quote=False),
        language=escape(meta.language, quote=False),
        date=meta.dated.isoformat(),
        producer=_PRODUCER,
        claim=_CLAIM if is_tagged else "",
    ).encode()
    # Not compressed, so that programs that do not read PDF find it (ISO 32000-1, 14.3.2).
    head = b"<</Type/Metadata/Subtype/XML/Length %d>>\nstream\n" % len(packet)
    metadata = Raw(head + packet + b"\nendstream")
    register(document, metadata)
    document.Catalog.Metadata = metadata


def advise(canvas: Any, copies: int | None, *, is_two_sided: bool, is_measured: bool) -> None:
    """What a reader's window shows and what its print dialogue offers first (ISO 32000-1, 12.2), and the numbers of
    the pages (12.4.2). All of it is advice: a browser's dialogue may not look at it."""
    wishes = ["/DisplayDocTitle true"]
    if is_measured:
        wishes.append("/PrintScaling/None")
    if is_two_sided:
        wishes.append("/Duplex/DuplexFlipLongEdge")
    if copies:
        wishes.append(f"/NumCopies {copies}")
    catalog = canvas._doc.Catalog
    catalog.ViewerPreferences = f"<<{''.join(wishes)}>>"
    catalog.PageLabels = "<</Nums[0<</S/D>>]>>"


def outline(canvas: Any, entries: Sequence[tuple[str, int, str]]) -> None:
    """Bookmarks from headings: (key of a bound bookmark, level from 1, title); no level is skipped."""
    for key, level, title in entries:
        canvas.addOutlineEntry(title, key, level=level - 1)

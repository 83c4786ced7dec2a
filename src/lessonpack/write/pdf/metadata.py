"""What the file says of itself: title, language, dates, the claim to PDF/UA, the outline.

Info and XMP are made from one source, so that they cannot disagree (ISO 14289-1, 7.1).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from xml.sax.saxutils import escape

from lessonpack.tree.nodes import Meta
from lessonpack.write.pdf.raw import number as coordinate
from lessonpack.write.pdf.raw import string
from lessonpack.write.pdf.serialise import File

_PRODUCER = "lessonpack"

_XMP = """<?xpacket begin="\ufeff" id="W5M0MpCehiHzreSzNTczkc9d"?>
<x:xmpmeta xmlns:x="adobe:ns:meta/">
<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">
<rdf:Description rdf:about="" xmlns:dc="http://purl.org/dc/elements/1.1/"
 xmlns:xmp="http://ns.adobe.com/xap/1.0/" xmlns:pdf="http://ns.adobe.com/pdf/1.3/"
 xmlns:pdfuaid="http://www.aiim.org/pdfua/ns/id/">
<pdfuaid:part>1</pdfuaid:part>
<dc:title><rdf:Alt><rdf:li xml:lang="x-default">{title}</rdf:li></rdf:Alt></dc:title>
<dc:creator><rdf:Seq><rdf:li>{creator}</rdf:li></rdf:Seq></dc:creator>
<dc:language><rdf:Bag><rdf:li>{language}</rdf:li></rdf:Bag></dc:language>
<xmp:CreateDate>{date}T00:00:00Z</xmp:CreateDate>
<xmp:ModifyDate>{date}T00:00:00Z</xmp:ModifyDate>
<pdf:Producer>{producer}</pdf:Producer>
</rdf:Description>
</rdf:RDF>
</x:xmpmeta>
<?xpacket end="w"?>"""


def describe(file: File, meta: Meta) -> tuple[int, int]:
    """Object numbers of the Info dictionary (ISO 32000-1, 14.3.3) and of the XMP packet with the PDF/UA identifier.

    Both are dated by the document and not by the clock.
    """
    info = b"<</Title%b/Author%b/Producer%b/CreationDate%b/ModDate%b>>" % (
        string(meta.title),
        string(meta.creator),
        string(_PRODUCER),
        *[string(f"D:{meta.dated:%Y%m%d}000000Z")] * 2,
    )
    packet = _XMP.format(
        title=escape(meta.title),
        creator=escape(meta.creator),
        language=escape(meta.language),
        date=meta.dated.isoformat(),
        producer=_PRODUCER,
    ).encode()
    # Not compressed, so that programs that do not read PDF find it (ISO 32000-1, 14.3.2).
    head = b"<</Type/Metadata/Subtype/XML/Length %d>>\nstream\n" % len(packet)
    return file.add(info), file.add(head + packet + b"\nendstream")


@dataclass(slots=True)
class Entry:
    """A heading in the outline: its level from 1, and the page object and height that it leads to."""

    level: int
    title: str
    page: int
    top: float
    below: list[Entry] = field(default_factory=list)

    @property
    def size(self) -> int:
        """How many entries stand below, at any depth."""
        return sum(1 + entry.size for entry in self.below)


def outline(file: File, entries: Sequence[Entry]) -> int:
    """Object number of the document's outline (ISO 32000-1, 12.3.3), all open; `entries` is not empty."""
    top = Entry(0, "", 0, 0.0)
    path = [top]
    for entry in entries:
        while path[-1].level >= entry.level:
            path.pop()
        path[-1].below.append(entry)
        path.append(entry)
    number = file.reserve()
    file.put(number, b"<</Type/Outlines%b>>" % _below(file, top, number))
    return number


def _below(file: File, parent: Entry, number: int) -> bytes:
    """Keys that lead from a parent to its first and last child, which are written with all that follow from them."""
    if not parent.below:
        return b""
    numbers = [file.reserve() for _ in parent.below]
    for place, (entry, own) in enumerate(zip(parent.below, numbers, strict=True)):
        keys = f"/Parent {number} 0 R/Dest[{entry.page} 0 R/XYZ 0 {coordinate(entry.top)} 0]"
        keys += f"/Prev {numbers[place - 1]} 0 R" if place else ""
        keys += f"/Next {numbers[place + 1]} 0 R" if own != numbers[-1] else ""
        file.put(own, b"<</Title%b%b%b>>" % (string(entry.title), keys.encode("ascii"), _below(file, entry, own)))
    return f"/First {numbers[0]} 0 R/Last {numbers[-1]} 0 R/Count {parent.size}".encode("ascii")

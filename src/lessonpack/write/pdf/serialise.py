"""The file itself: header, objects, cross-references. Everything that is not a stream goes into object streams.

ReportLab writes each dictionary as an object of its own, uncompressed; a tagged page has a hundred of them. Object
streams (ISO 32000-1, 7.5.7) with a cross-reference stream (7.5.8) make the files about half as large.
"""

from __future__ import annotations

import hashlib
import zlib
from typing import Any

from reportlab.pdfbase.pdfdoc import pdfdocEnc

from lessonpack.write.pdf.raw import Raw

# The second line tells programs that the file is binary (ISO 32000-1, 7.5.2).
_HEADER = b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n"
_IN_ONE_STREAM = 250
"""Objects that a reader unpacks together to reach one of them; their places are numbered in one byte."""


def file_of(canvas: Any) -> bytes:
    """The finished file of a ReportLab canvas whose pages are all shown. Same objects, same bytes."""
    document = canvas._doc
    document.Reference(document.Catalog)
    document.Reference(document.info)
    document.Outlines.prepare(document, canvas)
    if document.Outlines.ready < 0:
        document.Catalog.Outlines = None
    return _written(_objects(document), root=_number(document, "Catalog"), info=_number(document, "Info"))


def _number(document: Any, kind: str) -> int:
    item = document.Catalog if kind == "Catalog" else document.info
    number: int = document.idToObjectNumberAndVersion[item.__InternalName__][0]
    return number


def _objects(document: Any) -> list[bytes]:
    """All objects in the order of their numbers; formatting one may register more."""
    objects: list[bytes] = []
    while len(objects) + 1 in document.numberToId:
        item = document.idToObject[document.numberToId[len(objects) + 1]]
        objects.append(item.content if type(item) is Raw else pdfdocEnc(item.format(document)))
    return objects


def _written(objects: list[bytes], *, root: int, info: int) -> bytes:
    pieces, at = [_HEADER], len(_HEADER)
    # Object number -> its entry in the cross-reference stream; entry 0 heads the list of free objects.
    entries: dict[int, tuple[int, int, int]] = {0: (0, 0, 255)}
    loose = [(number, data) for number, data in enumerate(objects, 1) if not data.endswith(b"endstream")]
    streams = [(number, data) for number, data in enumerate(objects, 1) if data.endswith(b"endstream")]
    for first in range(0, len(loose), _IN_ONE_STREAM):
        number = len(objects) + 1 + first // _IN_ONE_STREAM
        packed = loose[first : first + _IN_ONE_STREAM]
        entries.update({own: (2, number, index) for index, (own, _) in enumerate(packed)})
        streams.append((number, _object_stream(packed)))
    for number, data in streams:
        entries[number] = (1, at, 0)
        pieces.append(b"%d 0 obj\n%b\nendobj\n" % (number, data))
        at += len(pieces[-1])
    last = len(entries)
    entries[last] = (1, at, 0)
    pieces.append(_cross_references(entries, pieces, root=root, info=info))
    return b"".join([*pieces, b"startxref\n%d\n%%%%EOF\n" % at])


def _object_stream(packed: list[tuple[int, bytes]]) -> bytes:
    """Objects behind a list of their numbers and offsets (ISO 32000-1, 7.5.7)."""
    places, at = [], 0
    for number, data in packed:
        places.append(f"{number} {at}")
        at += len(data) + 1
    head = " ".join(places).encode("ascii") + b"\n"
    body = zlib.compress(head + b"\n".join(data for _, data in packed))
    keys = b"/Type/ObjStm/N %d/First %d/Filter/FlateDecode/Length %d" % (len(packed), len(head), len(body))
    return b"<<%b>>\nstream\n%b\nendstream" % (keys, body)


def _cross_references(entries: dict[int, tuple[int, int, int]], pieces: list[bytes], *, root: int, info: int) -> bytes:
    """The cross-reference stream, which is the trailer as well (ISO 32000-1, 7.5.8)."""
    rows = b"".join(
        [(kind << 40 | place << 8 | index).to_bytes(6) for _, (kind, place, index) in sorted(entries.items())]
    )
    body = zlib.compress(rows)
    # Made of the content alone, so that the same document is the same file (ISO 32000-1, 14.4).
    name = hashlib.sha256(b"".join(pieces)).hexdigest()[:32]
    keys = f"/Type/XRef/Size {len(entries)}/W[1 4 1]/Root {root} 0 R/Info {info} 0 R/ID[<{name}><{name}>]"
    keys += f"/Filter/FlateDecode/Length {len(body)}"
    number = len(entries) - 1
    return b"%d 0 obj\n<<%b>>\nstream\n%b\nendstream\nendobj\n" % (number, keys.encode("ascii"), body)

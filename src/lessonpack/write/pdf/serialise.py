"""The file itself: numbered objects, header, cross-references. What the objects say is left to their makers.

Everything that is not a stream goes into object streams (ISO 32000-1, 7.5.7) with a cross-reference stream (7.5.8): a
tagged page has a hundred small dictionaries, which pack well together and badly alone.
"""

from __future__ import annotations

import hashlib

from lessonpack.write.pdf.raw import stream

# The second line tells programs that the file is binary (ISO 32000-1, 7.5.2).
_HEADER = b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n"
_IN_ONE_STREAM = 250
"""Objects that a reader unpacks together to reach one of them; their places are numbered in one byte."""


class File:
    """Indirect objects by number. A number can be had before the object is known, so that others can refer to it."""

    def __init__(self) -> None:
        self._objects: list[bytes] = []

    def reserve(self) -> int:
        """The number of an object that `put` will bring."""
        self._objects.append(b"null")
        return len(self._objects)

    def put(self, number: int, content: bytes) -> None:
        self._objects[number - 1] = content

    def add(self, content: bytes) -> int:
        """The number of a new object."""
        self._objects.append(content)
        return len(self._objects)

    def written(self, *, root: int, info: int) -> bytes:
        """The file with the catalog `root` and the Info dictionary `info`. Same objects, same bytes."""
        pieces, at = [_HEADER], len(_HEADER)
        objects = [*enumerate(self._objects, 1)]
        loose = [one for one in objects if not one[1].endswith(b"endstream")]
        streams = [one for one in objects if one[1].endswith(b"endstream")]
        # Type, place and index by object number (7.5.8.3); number 0 heads the list of free objects.
        entries = [(0, 0, 255)] * (len(objects) + 1)
        for first in range(0, len(loose), _IN_ONE_STREAM):
            packed = loose[first : first + _IN_ONE_STREAM]
            for index, (number, _) in enumerate(packed):
                entries[number] = (2, len(entries), index)
            streams.append((len(entries), _object_stream(packed)))
            entries.append((0, 0, 0))
        for number, data in streams:
            entries[number] = (1, at, 0)
            pieces.append(b"%d 0 obj\n%b\nendobj\n" % (number, data))
            at += len(pieces[-1])
        entries.append((1, at, 0))
        # Made of the content alone, so that the same document is the same file (ISO 32000-1, 14.4).
        name = hashlib.sha256(b"".join(pieces)).hexdigest()[:32]
        trailer = f"/Root {root} 0 R/Info {info} 0 R/ID[<{name}><{name}>]".encode("ascii")
        pieces.append(b"%d 0 obj\n%b\nendobj\n" % (len(entries) - 1, _cross_references(entries, trailer)))
        return b"".join([*pieces, b"startxref\n%d\n%%%%EOF\n" % at])


def _object_stream(packed: list[tuple[int, bytes]]) -> bytes:
    """Objects behind a list of their numbers and offsets (ISO 32000-1, 7.5.7)."""
    places, at = [], 0
    for number, data in packed:
        places.append(f"{number} {at}")
        at += len(data) + 1
    head = " ".join(places).encode("ascii") + b"\n"
    body = b"\n".join([data for _, data in packed])
    return stream(head + body, b"/Type/ObjStm/N %d/First %d" % (len(packed), len(head)))


def _cross_references(entries: list[tuple[int, int, int]], trailer: bytes) -> bytes:
    """The cross-reference stream, which is the trailer as well (ISO 32000-1, 7.5.8)."""
    rows = b"".join([(kind << 40 | place << 8 | index).to_bytes(6, "big") for kind, place, index in entries])
    return stream(rows, b"/Type/XRef/Size %d/W[1 4 1]%b" % (len(entries), trailer))

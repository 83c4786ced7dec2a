"""A zip archive that is the same bytes for the same parts: no clock, no umask, no machine in it.

The standard library's zipfile would do it too, but packs every part anew; here a part that many documents share is
deflated once.
"""

from __future__ import annotations

import struct
import zlib
from collections.abc import Iterable
from dataclasses import dataclass

_LOCAL = struct.Struct("<4s5H3I2H")
_CENTRAL = struct.Struct("<4s6H3I5H2I")
_END = struct.Struct("<4s4H2IH")
_VERSION = 20
_DEFLATED = 8
# 1980-01-01 00:00, the first moment that a zip archive can name.
_TIME, _DATE = 0, (1 << 5) | 1


@dataclass(frozen=True, slots=True)
class Packed:
    """One part, deflated and ready to be copied into any number of archives."""

    name: str
    data: bytes
    size: int
    checksum: int


def packed(name: str, content: bytes) -> Packed:
    deflate = zlib.compressobj(6, zlib.DEFLATED, -zlib.MAX_WBITS)
    return Packed(name, deflate.compress(content) + deflate.flush(), len(content), zlib.crc32(content))


def archive(parts: Iterable[Packed]) -> bytes:
    """The parts by name, with `[Content_Types].xml` first, where a reader that streams looks for it."""
    ordered = sorted(parts, key=lambda part: (part.name != "[Content_Types].xml", part.name))
    bodies, entries, offset = [], [], 0
    for part in ordered:
        name = part.name.encode("ascii")
        facts = (part.checksum, len(part.data), part.size, len(name), 0)
        header = _LOCAL.pack(b"PK\x03\x04", _VERSION, 0, _DEFLATED, _TIME, _DATE, *facts)
        entry = _CENTRAL.pack(b"PK\x01\x02", _VERSION, _VERSION, 0, _DEFLATED, _TIME, _DATE, *facts, 0, 0, 0, 0, offset)
        bodies += [header, name, part.data]
        entries += [entry, name]
        offset += len(header) + len(name) + len(part.data)
    directory = b"".join(entries)
    count = len(ordered)
    end = _END.pack(b"PK\x05\x06", 0, 0, count, count, len(directory), offset, 0)
    return b"".join((*bodies, directory, end))

"""The bytes of a PNG picture: taken apart for the PDF, and proved to hold a picture and nothing else."""

from __future__ import annotations

import struct
import zlib
from dataclasses import dataclass, field

_SIGNATURE = b"\x89PNG\r\n\x1a\n"
_CHANNELS = {0: 1, 2: 3}
"""Samples of a pixel by colour type: grey, and red, green and blue (ISO/IEC 15948, 11.2.2)."""


class NotBareError(ValueError):
    """A picture that holds more than its pixels, or is none of ours."""


@dataclass(frozen=True, slots=True)
class Pixels:
    """A picture of 8 bits a sample. `packed` is one zlib stream of rows, each behind the number of its filter."""

    width: int
    height: int
    channels: int
    packed: bytes = field(repr=False)


def pixels(data: bytes) -> Pixels:
    """What a PNG holds that has no metadata, no transparency and no interlacing. Raises NotBareError for any other."""
    if not data.startswith(_SIGNATURE):
        raise NotBareError("no PNG")
    at, kinds, bodies = len(_SIGNATURE), [], []
    while at < len(data):
        length, kind = struct.unpack_from(">I4s", data, at)
        body = data[at + 8 : at + 8 + length]
        checksum = data[at + 8 + length : at + 12 + length]
        if checksum != struct.pack(">I", zlib.crc32(kind + body)):
            raise NotBareError("a damaged chunk")
        kinds.append(kind)
        bodies.append(body)
        at += 12 + length
    if len(kinds) < 3 or kinds[0] != b"IHDR" or kinds[-1] != b"IEND" or bodies[-1] or {*kinds[1:-1]} != {b"IDAT"}:
        raise NotBareError("chunks that are no pixels")
    width, height, depth, colour, *methods = struct.unpack(">IIBBBBB", bodies[0])
    if depth != 8 or colour not in _CHANNELS or methods != [0, 0, 0]:
        raise NotBareError("pixels of another form")
    made = Pixels(width, height, _CHANNELS[colour], b"".join(bodies[1:-1]))
    refuse_more(made)
    return made


def refuse_more(picture: Pixels) -> None:
    """Raises NotBareError where the zlib stream holds less or more than the rows, or something follows it."""
    size = picture.height * (1 + picture.width * picture.channels)
    unpacking = zlib.decompressobj()
    try:
        rows = unpacking.decompress(picture.packed, size + 1)
    except zlib.error as fault:
        raise NotBareError(f"pixels that cannot be unpacked: {fault}") from fault
    if len(rows) != size or not unpacking.eof or unpacking.unused_data:
        raise NotBareError("pixels of another number")

"""Glyphs that stand elsewhere than a font has them, added to a cut TrueType file.

A mark stands where its letter has room for it. Moved on the page it would be a piece of text of its own, or leave a
gap, and programs that copy text would find it outside of its word; moved in the font it is one code among others.
"""

from __future__ import annotations

import struct
from collections.abc import Sequence

_DIRECTORY = struct.Struct(">4sIII")
_COMPONENT = struct.Struct(">hhhhhHHhh")
# Both arguments are 16-bit distances (OpenType, glyf table, composite glyph flags).
_BY_DISTANCE = 0x0003


def with_moved(file: bytes, wanted: Sequence[tuple[int, int, int]]) -> bytes:
    """The file with a glyph for each (glyph, units to the right, units up) of `wanted`, numbered after its own."""
    if not wanted:
        return file
    tables = _tables(file)
    count = struct.unpack_from(">H", tables["maxp"], 4)[0]
    outlines, ends = tables["glyf"], _places(tables, count)
    metrics = _metrics(tables, count)
    for glyph, right, up in wanted:
        outlines += b"\0" * (-len(outlines) % 4)
        ends[-1] = len(outlines)
        edges = struct.unpack_from(">hhhh", outlines, ends[glyph] + 2)
        moved = [edge + by for edge, by in zip(edges, (right, up, right, up), strict=True)]
        outlines += _COMPONENT.pack(-1, *moved, _BY_DISTANCE, glyph, right, up)
        ends.append(len(outlines))
        metrics.append(metrics[glyph][:2] + struct.pack(">h", moved[0]))
    total = count + len(wanted)
    tables["glyf"] = outlines
    tables["loca"] = struct.pack(f">{total + 1}I", *ends)
    tables["hmtx"] = b"".join(metrics)
    tables["hhea"] = tables["hhea"][:34] + struct.pack(">H", total)
    tables["head"] = tables["head"][:50] + struct.pack(">h", 1) + tables["head"][52:]
    tables["maxp"] = _most(tables["maxp"], total)
    return _file(tables)


def _tables(file: bytes) -> dict[str, bytes]:
    count = struct.unpack_from(">H", file, 4)[0]
    entries = [_DIRECTORY.unpack_from(file, 12 + 16 * i) for i in range(count)]
    return {tag.decode("ascii"): file[start : start + length] for tag, _, start, length in entries}


def _places(tables: dict[str, bytes], count: int) -> list[int]:
    """Where each glyph's outline begins, and where the last one ends."""
    if struct.unpack_from(">h", tables["head"], 50)[0]:
        return [*struct.unpack(f">{count + 1}I", tables["loca"][: 4 * count + 4])]
    return [2 * place for place in struct.unpack(f">{count + 1}H", tables["loca"][: 2 * count + 2])]


def _metrics(tables: dict[str, bytes], count: int) -> list[bytes]:
    """Advance and left side of every glyph; the last advance of a font stands for all glyphs after it."""
    full = struct.unpack_from(">H", tables["hhea"], 34)[0]
    table = tables["hmtx"]
    found = [table[4 * i : 4 * i + 4] for i in range(full)]
    return found + [found[-1][:2] + table[4 * full + 2 * i :][:2] for i in range(count - full)]


def _most(maxp: bytes, total: int) -> bytes:
    """The table with the new number of glyphs, and with what a glyph of one more level needs at most."""
    version, _, points, contours, of_parts, contours_of_parts, *others = struct.unpack(">I14H", maxp[:32])
    *middle, parts, depth = others
    most = (max(points, of_parts), max(contours, contours_of_parts))
    return struct.pack(">I14H", version, total, points, contours, *most, *middle, max(parts, 1), depth + 1)


def _file(tables: dict[str, bytes]) -> bytes:
    """A font file of the tables (OpenType, table directory)."""
    count = len(tables)
    step = count.bit_length() - 1
    head = struct.pack(">IHHHH", 0x00010000, count, 16 << step, step, 16 * count - (16 << step))
    at, entries, bodies = 12 + 16 * count, [], []
    for tag, data in sorted(tables.items()):
        body = data + b"\0" * (-len(data) % 4)
        checksum = sum(struct.unpack(f">{len(body) // 4}I", body)) & 0xFFFFFFFF
        entries.append(_DIRECTORY.pack(tag.encode("ascii"), checksum, at, len(data)))
        bodies.append(body)
        at += len(body)
    return b"".join((head, *entries, *bodies))

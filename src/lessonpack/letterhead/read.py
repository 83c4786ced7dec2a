"""A school's Word file -> Letterhead: its styles, the margins of its first section, its paper; its body is not read."""

from __future__ import annotations

import re
from typing import Any

from lessonpack.diagnostics import Diagnostic, LessonPackError, Severity, Span
from lessonpack.letterhead.margins import Margins
from lessonpack.letterhead.model import STYLE_NAMES, Letterhead, Sheet, Variant
from lessonpack.letterhead.package import Package, R, W, opened, refused
from lessonpack.letterhead.styles import Sheets

_KINDS = ("default", "first", "even")


def read_letterhead(data: bytes, shown: str) -> Letterhead:
    """What is used of a file; what is left out of it is told in its findings.

    Raises LessonPackError with letterhead/unreadable for a file that is damaged, a trap, or no Word file.
    """
    try:
        return _read(opened(data, shown))
    except LessonPackError:
        raise
    except (ValueError, LookupError, AttributeError, TypeError, RecursionError):
        raise refused(shown, "its parts are not put together as Word does it") from None


def _read(package: Package) -> Letterhead:
    sheets = Sheets.of(package)
    margins = Margins(package, sheets)
    section = next(package.xml("word/document.xml").iter(f"{W}sectPr"), None)
    variants = tuple(_variants(package, margins, section))
    styles = {name: style for name in STYLE_NAMES if (style := sheets.named(name)) is not None}
    missing = tuple(name for name in STYLE_NAMES if name not in styles)
    faces = {name: margins.readable(sheets.face(style)) for name, style in styles.items()}
    found = [*package.findings, *(_missing(name, package.shown) for name in missing)]
    return Letterhead(variants, _sheet(section), faces, missing, tuple(found))


def _missing(name: str, shown: str) -> Diagnostic:
    found = f"the style {name!r} is not in the file; the theme's own is used"
    return Diagnostic("letterhead/missing-style", found, Span(shown), Severity.NOTE)


def _variants(package: Package, margins: Margins, section: Any | None) -> list[Variant]:
    if section is None:
        return [Variant("default")]
    related = package.related("word/document.xml")
    parts = {}
    for reference in section.iterfind(f"{W}*"):
        place = reference.tag.removeprefix(W).removesuffix("Reference")
        kind, name = related.get(reference.get(f"{R}id", ""), ("", ""))
        if place in ("header", "footer") and kind == place and package.has(name):
            parts[place, reference.get(f"{W}type", "default")] = margins.blocks(name)
    used = {"default": True, "first": _is_set(section.find(f"{W}titlePg")), "even": _has_even_pages(package)}
    return [
        Variant(kind, parts.get(("header", kind), ()), parts.get(("footer", kind), ())) for kind in _KINDS if used[kind]
    ]


def _is_set(element: Any | None) -> bool:
    return element is not None and element.get(f"{W}val", "1") not in ("0", "false", "off")


def _has_even_pages(package: Package) -> bool:
    parts = dict(package.related("word/document.xml").values())
    name = parts.get("settings", "")
    return package.has(name) and _is_set(package.xml(name).find(f"{W}evenAndOddHeaders"))


def _sheet(section: Any | None) -> Sheet | None:
    size, edges = (section.find(f"{W}{name}") if section is not None else None for name in ("pgSz", "pgMar"))
    if size is None or edges is None:
        return None
    values = [_mm(size, "w"), _mm(size, "h"), *(_mm(edges, side) for side in ("top", "right", "bottom", "left"))]
    return Sheet(*values)


def _mm(element: Any, side: str) -> float:
    typed = element.get(f"{W}{side}", "")
    return int(typed.lstrip("-").partition(".")[0]) / 1440 * 25.4 if re.fullmatch(r"-?\d{1,5}(\.\d+)?", typed) else 0.0

"""The styles of a Word file, looked up by what is the same in every language; and how words in them look in the end."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import Any

from lessonpack.letterhead.model import Face
from lessonpack.letterhead.package import Package, W
from lessonpack.theme.tokens import LEAST_SIZE_PT

_THEME_FONTS = {"major": "majorFont", "minor": "minorFont"}
_DEEPEST = 20


@dataclass(slots=True)
class Sheets:
    """The styles part of a file, and the fonts of its theme."""

    by_id: dict[str, Any] = field(default_factory=dict)
    by_name: dict[str, Any] = field(default_factory=dict)
    defaults: Any = None
    fonts: dict[str, str] = field(default_factory=dict)

    @classmethod
    def of(cls, package: Package) -> Sheets:
        made = cls()
        parts = dict(package.related("word/document.xml").values())
        if (name := parts.get("theme")) and package.has(name):
            root = package.xml(name)
            for short, tag in _THEME_FONTS.items():
                face = root.find(f".//{{*}}{tag}/{{*}}latin")
                made.fonts[short] = face.get("typeface", "") if face is not None else ""
        if (name := parts.get("styles")) and package.has(name):
            root = package.xml(name)
            made.defaults = root.find(f"{W}docDefaults/{W}rPrDefault/{W}rPr")
            for style in root.iterfind(f"{W}style"):
                made.by_id[style.get(f"{W}styleId", "")] = style
                if style.get(f"{W}type") == "paragraph" and (shown := style.find(f"{W}name")) is not None:
                    made.by_name.setdefault(shown.get(f"{W}val", "").lower(), style)
        return made

    def named(self, name: str) -> Any | None:
        """The paragraph style with a built-in name. Word stores that in English in files of every language; a program
        that translates it keeps the id, such as Heading1."""
        found = self.by_name.get(name.lower())
        return found if found is not None else self.by_id.get(name.title().replace(" ", ""))

    def chain(self, style: Any | None) -> list[Any]:
        """The style and those that it is based on, the remotest first."""
        found: list[Any] = []
        while style is not None and style not in found and len(found) < _DEEPEST:
            found.append(style)
            based = style.find(f"{W}basedOn")
            style = self.by_id.get(based.get(f"{W}val", "")) if based is not None else None
        return found[::-1]

    def default(self) -> Any | None:
        is_default = ("1", "true", "on")
        styles = (s for s in self.by_id.values() if s.get(f"{W}type") == "paragraph")
        return next((s for s in styles if s.get(f"{W}default") in is_default), None)

    def face(self, style: Any | None, *more: Any | None) -> Face:
        """How words look in a paragraph style, with the rPr elements `more` over it."""
        layers = [self.defaults, *(s.find(f"{W}rPr") for s in self.chain(style)), *more]
        said = [layer for layer in layers if layer is not None]
        return Face(
            font=self._font(said),
            size_pt=_size(_last(said, "sz")),
            colour=_colour(_last(said, "color")),
            bold=_is_on(_last(said, "b")),
            italic=_is_on(_last(said, "i")),
            caps=_is_on(_last(said, "caps")),
        )

    def paragraph(self, style: Any | None, own: Any | None, what: str) -> Any | None:
        """A property of a paragraph: its own, or that of its style."""
        layers = [*(s.find(f"{W}pPr") for s in self.chain(style)), own]
        return _last([layer for layer in layers if layer is not None], what)

    def _font(self, said: list[Any]) -> str:
        for layer in reversed(said):
            fonts = layer.find(f"{W}rFonts")
            if fonts is None:
                continue
            named, from_theme = fonts.get(f"{W}ascii"), fonts.get(f"{W}asciiTheme")
            if from_theme and (font := self.fonts.get(from_theme[:5], "")):
                return font
            if named:
                return str(named)
        return ""


def _last(layers: list[Any], what: str) -> Any | None:
    return next((e for layer in reversed(layers) if (e := layer.find(f"{W}{what}")) is not None), None)


def _is_on(element: Any | None) -> bool:
    return element is not None and element.get(f"{W}val", "1") not in ("0", "false", "off", "none")


def is_hidden(*layers: Any | None) -> bool:
    """True for words that nobody sees and a program still reads."""
    said = [layer for layer in layers if layer is not None]
    return any(_is_on(_last(said, what)) for what in ("vanish", "webHidden", "specVanish"))


def _size(element: Any | None) -> float:
    typed = element.get(f"{W}val", "") if element is not None else ""
    size = float(typed) / 2 if re.fullmatch(r"\d{1,3}(\.\d+)?", typed) else 0.0
    return min(72.0, max(LEAST_SIZE_PT, size)) if size else 0.0


def _colour(element: Any | None) -> str:
    typed = element.get(f"{W}val", "") if element is not None else ""
    return f"#{typed.lower()}" if re.fullmatch(r"[0-9A-Fa-f]{6}", typed) else ""

"""HTML as text: the only place that escapes words and puts tags together. All of it is well-formed XML, too.

What the elements mean is left to the modules that put them together.
"""

from __future__ import annotations

import re
from html import escape

from lessonpack.diagnostics import Diagnostic, Span, error

# What the Char production of XML 1.0 leaves out; HTML has no way to write these characters either.
UNWRITABLE = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def escaped(text: str) -> str:
    """Text fit for element content and for attributes alike."""
    return escape(text, quote=False).replace('"', "&quot;")


def element(tag: str, content: str, /, **attributes: str) -> str:
    """An element with an end tag. `class_` stands for class and `aria_label` for aria-label; an empty value leaves the
    attribute out."""
    return f"<{tag}{_attributes(attributes)}>{content}</{tag}>"


def block(tag: str, content: str, /, **attributes: str) -> str:
    """The same on a line of its own."""
    return element(tag, content, **attributes) + "\n"


def void(tag: str, /, **attributes: str) -> str:
    """An element that holds nothing and has no end tag."""
    return f"<{tag}{_attributes(attributes)}/>"


def _attributes(attributes: dict[str, str]) -> str:
    return "".join(
        f' {name.rstrip("_").replace("_", "-")}="{escaped(value)}"' for name, value in attributes.items() if value
    )


def classes(*names: str) -> str:
    return " ".join(name for name in names if name)


def unwritable(text: str, span: Span | None) -> list[Diagnostic]:
    """One finding for each kind of character in the text that no HTML file can hold."""
    return [
        error(
            "text/control-character",
            span,
            f"the text has the control character U+{ord(character):04X}, which an HTML file cannot hold",
            hint="delete the character; it is invisible in most editors and often comes with copied text",
        )
        for character in sorted(set(UNWRITABLE.findall(text)))
    ]

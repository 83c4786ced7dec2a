"""What a reader with a screen reader gets from a PDF: the structure tree walked in order, with its text and pages.

Text is decoded from the content streams through the fonts' own ToUnicode maps, so those are tested along.
"""

from __future__ import annotations

import io
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

import pikepdf

_BFCHAR = re.compile(rb"<([0-9A-F]{2}|[0-9A-F]{4})> <([0-9A-F]{4,})>")


@dataclass
class Node:
    """A structure element: `parts` are its texts (str) and child elements in order."""

    role: str
    language: str
    alternative: str
    scope: str
    pages: list[int]
    parts: list[str | Node] = field(default_factory=list)

    @property
    def text(self) -> str:
        return "".join(part if isinstance(part, str) else part.text for part in self.parts)

    def walk(self) -> Iterator[Node]:
        yield self
        for part in self.parts:
            if isinstance(part, Node):
                yield from part.walk()


@dataclass
class PageText:
    """Texts of one page: tagged by MCID, and those of artifacts in painting order."""

    tagged: dict[int, str] = field(default_factory=dict)
    artifacts: list[tuple[str, str]] = field(default_factory=list)


def page_text(page: Any) -> PageText:
    """Fails on text that is neither tagged nor furniture: in an artifact without a type, or in layout."""
    maps = {name: _to_unicode(font) for name, font in page.Resources.Font.items()}
    found = PageText()
    place: int | str | None = None
    decode: dict[bytes, str] = {}
    # From right to left the letters of a word are drawn as they stand (ISO 32000-1, 14.8.2.3.3).
    is_reversed = False
    for instruction in pikepdf.parse_content_stream(page):
        operator, operands = str(instruction.operator), instruction.operands
        if operator == "BMC" and str(operands[0]) == "/ReversedChars":
            is_reversed = True
        elif operator == "EMC" and is_reversed:
            is_reversed = False
        elif operator == "BDC" and str(operands[0]) == "/Artifact":
            place = str(operands[1].get("/Subtype", operands[1].Type))
        elif operator == "BDC":
            place = int(operands[1].MCID)
            found.tagged.setdefault(place, "")
        elif operator == "BMC" or operator == "EMC":
            place = None
        elif operator == "Tf":
            decode = maps[str(operands[0])]
        elif operator in ("Tj", "TJ"):
            shown = (
                b"".join(bytes(o) for o in operands[0] if isinstance(o, pikepdf.String)) if operator == "TJ" else b""
            )
            letters = _letters(shown or bytes(operands[0]), decode)
            text = "".join(reversed(letters) if is_reversed else letters).replace("\u200b", "")
            assert place not in (None, "/Layout"), f"{text!r} is neither tagged nor furniture"
            if isinstance(place, int):
                found.tagged[place] += text
            else:
                found.artifacts.append((place, text))
    return found


def _letters(shown: bytes, decode: dict[bytes, str]) -> list[str]:
    size = len(next(iter(decode)))
    return [decode[shown[i : i + size]] for i in range(0, len(shown), size)]


def _to_unicode(font: Any) -> dict[bytes, str]:
    entries = _BFCHAR.findall(font.ToUnicode.read_bytes())
    return {bytes.fromhex(code.decode()): bytes.fromhex(text.decode()).decode("utf-16-be") for code, text in entries}


def structure(data: bytes) -> Node:
    """The Document element with everything below it."""
    with pikepdf.open(io.BytesIO(data)) as pdf:
        texts = {page.objgen: (i + 1, page_text(page)) for i, page in enumerate(pdf.pages)}
        return _node(pdf.Root.StructTreeRoot.K, texts)


def artifacts(data: bytes) -> list[list[tuple[str, str]]]:
    """For each page the (kind, text) of its typed artifacts."""
    with pikepdf.open(io.BytesIO(data)) as pdf:
        return [page_text(page).artifacts for page in pdf.pages]


def _node(element: Any, texts: dict[Any, tuple[int, PageText]]) -> Node:
    attributes = element.get("/A", {})
    node = Node(
        str(element.S).lstrip("/"),
        str(element.get("/Lang", "")),
        str(element.get("/Alt", "")),
        str(attributes.get("/Scope", "")).lstrip("/"),
        [],
    )
    for kid in element.get("/K", []):
        if isinstance(kid, int):
            _add(node, texts[element.Pg.objgen], kid)
        elif kid.get("/Type") == "/MCR":
            _add(node, texts[kid.Pg.objgen], int(kid.MCID))
        elif kid.get("/Type") != "/OBJR":
            node.parts.append(_node(kid, texts))
    return node


def _add(node: Node, page: tuple[int, PageText], mcid: int) -> None:
    number, found = page
    node.parts.append(found.tagged[mcid])
    if number not in node.pages:
        node.pages.append(number)


def dump(node: Node, depth: int = 0) -> str:
    """One line an element: role, attributes, pages, text; for goldens."""
    facts = [node.role]
    facts += [f"{name}={value}" for name, value in (("lang", node.language), ("scope", node.scope)) if value]
    facts += [f"alt={node.alternative!r}"] if node.alternative else []
    facts += ["p" + ",".join(map(str, node.pages))] if node.pages else []
    indent = "  " * depth
    texts = [part for part in node.parts if isinstance(part, str)]
    if len(texts) == len(node.parts):
        return f"{indent}{' '.join(facts)} {''.join(texts)!r}\n" if texts else f"{indent}{' '.join(facts)}\n"
    below = [f"{indent}  {p!r}\n" if isinstance(p, str) else dump(p, depth + 1) for p in node.parts]
    return f"{indent}{' '.join(facts)}\n{''.join(below)}"


def spoken(node: Node) -> str:
    """The document's words in the order of the tree, without the labels of bulleted and numbered lists."""
    words: list[str] = []
    _speak(node, words)
    return " ".join("".join(words).split())


def _speak(node: Node, words: list[str]) -> None:
    for part in node.parts:
        if isinstance(part, str):
            words.append(part)
        elif part.role != "Lbl" or not re.fullmatch(r"(\d+\.|[•–]) ", part.text):
            _speak(part, words)
    if node.role not in ("Link", "Span"):
        words.append(" ")

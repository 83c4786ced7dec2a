"""Elements -> nodes, one small method for each kind of element; reading places and words is left to `tree.reading`."""

from __future__ import annotations

import re
from collections.abc import Container, Iterator
from dataclasses import dataclass, field
from typing import Any

from lessonpack.tree.drawn import DRAWN, drawn
from lessonpack.tree.folding import Folding
from lessonpack.tree.nodes import (
    AnswerSpace,
    Block,
    BulletList,
    Callout,
    Cell,
    DefinitionEntry,
    DefinitionList,
    Group,
    Heading,
    HelpBox,
    Inline,
    ListItem,
    OrderedList,
    PageBreak,
    Paragraph,
    ParagraphKind,
    Quote,
    Row,
    Table,
    WriteIn,
)
from lessonpack.tree.reading import Reader, allowed_inside
from lessonpack.tree.vocabulary import CALLOUTS, ELEMENTS, PARAGRAPHS, STAMPED, Inside, Role


@dataclass(slots=True)
class Parsed:
    """The body's blocks, and the words of the furniture by the name of their part."""

    blocks: tuple[Block, ...] = ()
    furniture: dict[str, tuple[Inline, ...]] = field(default_factory=dict)


class Builder:
    """Builds the tree of one body of markup; faults go to the reader."""

    def __init__(self, reader: Reader) -> None:
        self.read = reader
        self.furniture: dict[str, tuple[Inline, ...]] = {}
        self._heading_level = 0

    def document(self, root: Any) -> Parsed:
        blocks = self.blocks(root, loose_words=False)
        if not any(isinstance(b, Heading) and b.level == 1 for b in blocks):
            self.read.fault(
                "template/no-title", root, "the document has no title", hint="write <h1>...</h1> first, in no box"
            )
        return Parsed(blocks, self.furniture)

    # ---- containers ------------------------------------------------------------------------------------------

    def blocks(self, node: Any, *, loose_words: bool) -> tuple[Block, ...]:
        """The blocks inside a tag. `loose_words` makes paragraphs of words that stand alone; else they are faults."""
        out: list[Block] = []
        folding = Folding()

        def flush() -> None:
            nonlocal folding
            words, folding = folding.done(), Folding()
            if words:
                out.append(Paragraph(words, origin=self.read.origin(node)))

        self._loose(folding, node, node.text, loose_words)
        for child in node:
            if child.tag == STAMPED or self._role(child) is Role.INLINE:
                self._loose_mark(folding, child, loose_words)
            elif child.tag not in self._parts_of(node):
                flush()
                block = self.block(child)
                out += [block] if block is not None else []
            self._loose(folding, node, child.tail, loose_words)
        flush()
        return tuple(out)

    def _loose(self, folding: Folding, node: Any, text: str | None, allowed: bool) -> None:
        is_space = not text or not text.strip(" \t\r\n")
        if is_space and folding.is_blank:
            return
        if text and not is_space and not allowed:
            found = f"the words {text.strip()[:40]!r} stand outside a paragraph"
            self.read.fault("template/stray-words", node, found, hint="put them inside <p>...</p>")
        elif text:
            folding.add(text, self.read.origin(node))

    def _loose_mark(self, folding: Folding, child: Any, allowed: bool) -> None:
        if allowed:
            self.read.inline_into(folding, child)
        else:
            found = f"{''.join(child.itertext()).strip()[:40]!r} stands outside a paragraph"
            self.read.fault("template/stray-words", child, found, hint="put it inside <p>...</p>")

    def _role(self, node: Any) -> Role | None:
        element = ELEMENTS.get(node.tag)
        return element.role if element else None

    def _parts_of(self, node: Any) -> tuple[str, ...]:
        element = ELEMENTS.get(node.tag)
        return element.parts if element else ()

    def parts(self, node: Any, *names: str) -> Iterator[Any]:
        """The parts of a tag that holds nothing but its own parts."""
        for child in node:
            if child.tag in names:
                self.read.element(child)
                yield child
            else:
                found = f"<{child.tag}> cannot stand inside <{node.tag}>"
                self.read.fault("template/misplaced", child, found, hint=allowed_inside(ELEMENTS[node.tag]))
        if any(text and text.strip() for text in (node.text, *(c.tail for c in node))):
            found = f"words stand directly inside <{node.tag}>"
            self.read.fault("template/stray-words", node, found, hint=allowed_inside(ELEMENTS[node.tag]))

    def flow(self, node: Any) -> tuple[Block, ...]:
        return self.blocks(node, loose_words=True)

    # ---- blocks ----------------------------------------------------------------------------------------------

    def block(self, node: Any) -> Block | None:
        element = self.read.element(node)
        if element is None:
            return None
        if element.role is Role.PART:
            owners = " or ".join(f"<{e.name}>" for e in ELEMENTS.values() if node.tag in e.parts)
            found = f"<{node.tag}> cannot stand here; it belongs into {owners}"
            self.read.fault("template/misplaced", node, found)
            return None
        if element.inside is Inside.NOTHING and (len(node) or (node.text or "").strip()):
            self.read.fault("template/not-empty", node, f"<{node.tag}/> holds nothing")
        if node.tag in PARAGRAPHS:
            words = self.read.inlines(node)
            return Paragraph(words, PARAGRAPHS[node.tag], self.read.origin(node)) if words else None
        if node.tag in CALLOUTS:
            return self._callout(node)
        if node.tag in DRAWN:
            return drawn(self, node)
        return self._special(node)

    def _special(self, node: Any) -> Block | None:
        origin = self.read.origin(node)
        match node.tag:
            case "h1" | "h2" | "h3":
                return self._heading(node)
            case "ul" | "ol":
                return self._list(node)
            case "dl":
                return self._definitions(node)
            case "blockquote":
                return self._quote(node)
            case "table" | "organiser":
                return self._table(node)
            case "help":
                return HelpBox(*self._titled(node), origin)
            case "answer-lines":
                return self._answer_lines(node)
            case "write-in":
                labels = tuple(self.named(blank) for blank in self.parts(node, "blank"))
                return WriteIn(labels, origin) if labels else None
            case "keep":
                blocks = self.blocks(node, loose_words=False)
                return Group(blocks, origin) if blocks else None
            case "page-break":
                return PageBreak(origin)
            case _:  # furniture
                for part in self.parts(node, *self._parts_of(node)):
                    self.once(part, self.furniture)
                    self.furniture[part.tag] = self.read.inlines(part)
                return None

    def once(self, part: Any, known: Container[str]) -> None:
        if part.tag in known:
            found = f"<{part.tag}> stands here for the second time"
            self.read.fault("template/misplaced", part, found, hint="keep one of the two")

    def named(self, part: Any) -> tuple[Inline, ...]:
        """The words of a part that is of no use without them."""
        words = self.read.inlines(part)
        if not words:
            self.read.fault("template/no-words", part, f"<{part.tag}> has no words")
        return words

    def _heading(self, node: Any) -> Block | None:
        level = int(node.tag[1])
        words = self.read.inlines(node)
        if not words:
            return None
        # A screen reader's table of contents must not skip a level (Matterhorn 14-003; WCAG technique G141).
        if (level == 1) != (self._heading_level == 0) or level > self._heading_level + 1:
            found = f"<{node.tag}> cannot follow " + (f"<h{self._heading_level}>" if self._heading_level else "nothing")
            hint = "start with one <h1>; then <h2>, and <h3> only below an <h2>"
            self.read.fault("template/heading-order", node, found, hint=hint)
        self._heading_level = level
        return Heading(level, words, self.read.origin(node))

    def _list(self, node: Any) -> Block | None:
        items = tuple(ListItem(blocks) for li in self.parts(node, "li") if (blocks := self.flow(li)))
        start = self.read.whole(node, "start", 1, least=1)
        if not items:
            return None
        origin = self.read.origin(node)
        return OrderedList(items, start, origin) if node.tag == "ol" else BulletList(items, origin)

    def _definitions(self, node: Any) -> Block | None:
        entries: list[DefinitionEntry] = []
        for part in self.parts(node, "dt", "dd"):
            if part.tag == "dt":
                entries.append(DefinitionEntry(self.named(part), ()))
            elif entries:
                entries[-1] = DefinitionEntry(entries[-1].term, entries[-1].blocks + self.flow(part))
            else:
                self.read.fault("template/misplaced", part, "<dd> needs a <dt> before it")
        return DefinitionList(tuple(entries), self.read.origin(node)) if entries else None

    def _quote(self, node: Any) -> Block | None:
        attribution: tuple[Inline, ...] = ()
        paragraphs: list[Block] = []
        for part in self.parts(node, "cite", "p"):
            words = self.read.inlines(part)
            if part.tag == "cite":
                self.once(part, ("cite",) if attribution else ())
                attribution = words
            elif words:
                paragraphs.append(Paragraph(words, ParagraphKind.BODY, self.read.origin(part)))
        if not paragraphs and not attribution:
            return None
        return Quote(tuple(paragraphs), attribution, self.read.origin(node))

    def _titled(self, node: Any) -> tuple[tuple[Inline, ...], tuple[Block, ...]]:
        parts = [child for child in node if child.tag == "title"]
        titles = [self.read.inlines(part) for part in parts if self.read.element(part)]
        if len(titles) != 1 or not titles[0]:
            found = f"<{node.tag}> needs one <title> with words in it"
            self.read.fault("template/no-box-title", node, found, hint=f"<{node.tag}><title>...</title> ...")
        return (titles[0] if titles else ()), self.blocks(node, loose_words=False)

    def _callout(self, node: Any) -> Block:
        title, blocks = self._titled(node)
        marks = {"badge": (), "status": ()} | {
            part.tag: self.named(part) for part in node if part.tag in ("badge", "status") and self.read.element(part)
        }
        origin = self.read.origin(node)
        return Callout(CALLOUTS[node.tag], title, blocks, origin, badge=marks["badge"], status=marks["status"])

    def _answer_lines(self, node: Any) -> Block | None:
        words, lines = self.read.whole(node, "words", 0), self.read.whole(node, "lines", 0, most=60)
        if words and lines:
            self.read.fault("template/wrong-value", node, "<answer-lines/> takes words or lines, not both")
        label = node.get("label", "").strip()
        if not label:
            hint = 'such as label="Space to write, {lines} lines"'
            found = "<answer-lines/> needs a label for those who listen to the page"
            self.read.fault("template/wrong-value", node, found, hint=hint)
        return AnswerSpace(words, lines, label, self.read.origin(node)) if words or lines else None

    def _table(self, node: Any) -> Block | None:
        parts: dict[str, Any] = {}
        for part in self.parts(node, "caption", "thead", "tbody"):
            self.once(part, parts)
            parts[part.tag] = part
        caption = self.read.inlines(parts["caption"]) if "caption" in parts else ()
        head = self._rows(parts.get("thead"))
        body = self._rows(parts.get("tbody"))
        if not head or not body or not caption:
            hint = f"<{node.tag}><caption>..</caption><thead><tr>..</tr></thead><tbody>..</tbody></{node.tag}>"
            self.read.fault("template/table", node, "a table needs a caption, a head row and a body row", hint=hint)
            return None
        columns = len(head[0].cells)
        if columns == 0 or any(len(row.cells) != columns for row in (*head, *body)):
            self.read.fault("template/table", node, f"not all rows of the table have {columns or 'any'} cells")
            return None
        shares, origin = self._shares(node, columns), self.read.origin(node)
        return Table(caption, head, body, shares, origin, is_organiser=node.tag == "organiser")

    def _rows(self, node: Any) -> tuple[Row, ...]:
        if node is None:
            return ()
        return tuple(
            Row(tuple(Cell(self.flow(cell), cell.tag == "th") for cell in self.parts(row, "th", "td")))
            for row in self.parts(node, "tr")
        )

    def _shares(self, node: Any, columns: int) -> tuple[float, ...]:
        typed = node.get("shares")
        if typed is None:
            return (1.0,) * columns
        words = typed.split()
        if len(words) == columns and all(re.fullmatch(r"[1-9]\d?(\.\d)?", w) for w in words):
            return tuple(float(w) for w in words)
        found = f'shares="{typed[:40]}": {columns} numbers from 1 to 99 are expected, one a column'
        self.read.fault("template/wrong-value", node, found)
        return (1.0,) * columns

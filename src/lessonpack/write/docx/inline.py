"""Inline nodes as runs: marks become character styles, links relationships, other languages a property of the run."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import assert_never

from lessonpack.diagnostics import Diagnostic, Span, error
from lessonpack.tree.nodes import Emphasis, Foreign, Inline, LineBreak, Link, Run, Strong, Term
from lessonpack.tree.walk import plain, runs
from lessonpack.write.direction import is_leftward, steadied
from lessonpack.write.docx.markup import LINE_BREAK, UNWRITABLE, escaped, run
from lessonpack.write.docx.words import Mark, style_id

_MARK_OF = {Strong: Mark.STRONG, Emphasis: Mark.EMPHASIS, Term: Mark.TERM}


@dataclass(slots=True)
class Words:
    """What the runs of one document have in common: its links, the marks they use, the faults they have."""

    language: str = ""
    first_link: int = 1
    links: dict[str, str] = field(default_factory=dict)
    """Address -> relationship id, one for each address."""
    marks: set[Mark] = field(default_factory=set)
    faults: list[Diagnostic] = field(default_factory=list)

    def runs(self, children: tuple[Inline, ...], mark: Mark = Mark.NONE, language: str = "") -> str:
        return "".join([self._inline(child, mark, language) for child in children])

    def unmarked(self, children: tuple[Inline, ...]) -> str:
        """The words alone, for places that hold no runs."""
        for words in runs(children):
            self.plain(words.text, words.origin.span)
        return plain(children)

    def styled(self, text: str, mark: Mark) -> str:
        """A run of the writer's own."""
        return run(text, self._properties(mark, ""))

    def plain(self, text: str, span: Span | None = None) -> str:
        """The text itself, after a look for characters that no XML file can hold; a fault stands at `span`."""
        for character in sorted(set(UNWRITABLE.findall(text))):
            found = f"U+{ord(character):04X}"
            self.faults.append(
                error(
                    "text/control-character",
                    span,
                    f"the text has the control character {found}, which a Word file cannot hold",
                    hint="delete the character; it is invisible in most editors and often comes with copied text",
                )
            )
        return text

    def run(self, text: str, span: Span | None = None, mark: Mark = Mark.NONE, language: str = "") -> str:
        """One run of words, in the direction of `language`, else of the document's."""
        text = self.plain(text, span)
        if is_leftward(language or self.language):
            text = steadied(text)
        return run(text, self._properties(mark, language))

    def _inline(self, node: Inline, mark: Mark, language: str) -> str:
        match node:
            case Run(text, origin):
                return self.run(text, origin.span, mark, language)
            case Strong(children) | Emphasis(children) | Term(children):
                return self.runs(children, mark | _MARK_OF[type(node)], language)
            case Link(href, children):
                return self._link(href, children, mark, language)
            case Foreign(tag, children):
                return self.runs(children, mark, self.plain(tag))
            case LineBreak():
                return LINE_BREAK
            case _:
                assert_never(node)

    def _link(self, href: str, children: tuple[Inline, ...], mark: Mark, language: str) -> str:
        if Mark.LINK in mark:
            # A hyperlink cannot stand in another; the outer one leads.
            return self.runs(children, mark, language)
        relation = self.links.setdefault(self.plain(href), f"rId{self.first_link + len(self.links)}")
        words = self.runs(children, mark | Mark.LINK, language)
        return f'<w:hyperlink r:id="{relation}" w:history="1">{words}</w:hyperlink>'

    def _properties(self, mark: Mark, language: str) -> str:
        style = ""
        if mark:
            self.marks.add(mark)
            style = f'<w:rStyle w:val="{style_id(mark)}"/>'
        if not language:
            return f"{style}<w:rtl/>" if is_leftward(self.language) else style
        tag = escaped(language)
        # Or Word orders their punctuation wrongly (ECMA-376 part 1, 17.3.2.30).
        if is_leftward(language):
            return f'{style}<w:rtl/><w:lang w:bidi="{tag}"/>'
        return f'{style}<w:lang w:val="{tag}" w:eastAsia="{tag}"/>'

"""The structure tree: what every shown word is, for those who listen to the page or reflow it (ISO 32000-1, 14.7).

Built with the blocks, in the order of the document; drawing only adds where on which page the content stands. Which
block becomes which element is left to `blocks`.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any, NamedTuple

from lessonpack.write.pdf.raw import Raw, register, string


class Content(NamedTuple):
    """A marked-content sequence: the page, counted from 0, and its number there."""

    page: int
    mcid: int


class Annotation(NamedTuple):
    """A link's clickable area, by object number."""

    page: int
    number: int


@dataclass(slots=True, eq=False)
class Element:
    """A structure element. `attributes` is a ready attribute dictionary (ISO 32000-1, 14.8.5)."""

    role: str
    parent: Element | None = None
    attributes: str = ""
    language: str = ""
    alternative: str = ""
    kids: list[Element | Content | Annotation] = field(default_factory=list)
    is_attached: bool = False
    number: int = 0
    name: str = ""
    """Of a note, by which the tree's root finds it."""

    def child(self, role: str, *, attributes: str = "", alternative: str = "") -> Element:
        """A new element, last among its siblings."""
        element = Element(role, self, attributes, "", alternative, [], True)
        self.kids.append(element)
        return element

    def inline(self, role: str, *, language: str = "") -> Element:
        """A new element that takes its place among the words of its parent when its own words are drawn."""
        return Element(role, self, language=language)

    def add(self, content: Content | Annotation) -> None:
        self.kids.append(content)
        element = self
        while element.parent is not None and not element.is_attached:
            element.is_attached = True
            element.parent.kids.append(element)
            element = element.parent


def note(parent: Element) -> Element:
    """A new note, last among its siblings. It is named when the tree is written: every note needs a name of its own
    (ISO 14289-1, 7.9)."""
    return parent.child("Note", attributes="/A<</O/Layout/Placement/Block>>")


ARTIFACT = Element("Artifact")
"""What is shown and is no content: never part of the tree."""


@dataclass(slots=True)
class PageTags:
    """What the marked-content sequences of one page belong to, by MCID; one list for each page of the file."""

    owners: list[Element] = field(default_factory=list)

    def open(self, element: Element, page: int) -> int:
        """The MCID of a new sequence of `element`'s."""
        mcid = len(self.owners)
        self.owners.append(element)
        element.add(Content(page, mcid))
        return mcid


_MAY_BE_EMPTY = ("TD", "TH")


def _prune(element: Element) -> bool:
    """Drop elements without content; True if this one is to stay. An empty cell stays, or its row would be too short
    for its columns."""
    element.kids = [kid for kid in element.kids if not isinstance(kid, Element) or _prune(kid)]
    return bool(element.kids) or element.role in _MAY_BE_EMPTY


def write_tree(
    document: Any, root: Element, pages: list[PageTags], *, page_numbers: list[int], annotations: list[Element]
) -> int:
    """Object number of the StructTreeRoot, written into `document` with all elements and the parent tree.

    `page_numbers` are the page objects' numbers; `annotations` own the links, whose StructParent keys follow those of
    the pages in this order.
    """
    _prune(root)
    tree = Raw()
    tree_number = register(document, tree)
    elements: list[tuple[Element, Raw]] = []
    _number(document, root, elements)
    names = _name_notes(elements)
    for element, item in elements:
        item.content = _dictionary(element, tree_number, page_numbers)
    parents = [f"{key}[{_references(page.owners)}]" for key, page in enumerate(pages)]
    parents += [f"{len(pages) + i} {owner.number} 0 R" for i, owner in enumerate(annotations)]
    tree.content = (
        f"<</Type/StructTreeRoot/K {root.number} 0 R/ParentTree<</Nums[{' '.join(parents)}]>>"
        f"/ParentTreeNextKey {len(parents)}{names}>>"
    ).encode("ascii")
    return tree_number


def _number(document: Any, element: Element, elements: list[tuple[Element, Raw]]) -> None:
    item = Raw()
    element.number = register(document, item)
    elements.append((element, item))
    for kid in element.kids:
        if isinstance(kid, Element):
            _number(document, kid, elements)


def _name_notes(elements: list[tuple[Element, Raw]]) -> str:
    """The name tree by which notes are found (ISO 32000-1, 14.7.2), as an entry of the root; empty without notes."""
    notes = [element for element, _ in elements if element.role == "Note"]
    for place, element in enumerate(notes, start=1):
        # Names stand in the order of their letters (ISO 32000-1, 7.9.6): as many digits for each.
        element.name = f"note-{place:05}"
    named = " ".join([f"({element.name}) {element.number} 0 R" for element in notes])
    return f"/IDTree<</Names[{named}]>>" if notes else ""


def _references(owners: list[Element]) -> str:
    return " ".join([f"{owner.number} 0 R" for owner in owners])


def _dictionary(element: Element, tree_number: int, page_numbers: list[int]) -> bytes:
    """A structure element (ISO 32000-1, 14.7.2). Sequences on its first page are plain numbers, those on other pages
    name theirs (14.7.4.2)."""
    own_page: int | None = None
    kids = []
    for kid in element.kids:
        if isinstance(kid, Element):
            kids.append(f"{kid.number} 0 R")
        elif isinstance(kid, Annotation):
            kids.append(f"<</Type/OBJR/Pg {page_numbers[kid.page]} 0 R/Obj {kid.number} 0 R>>")
        elif own_page is None or kid.page == own_page:
            own_page = kid.page
            kids.append(str(kid.mcid))
        else:
            kids.append(f"<</Type/MCR/Pg {page_numbers[kid.page]} 0 R/MCID {kid.mcid}>>")
    parent = element.parent.number if element.parent else tree_number
    page = f"/Pg {page_numbers[own_page]} 0 R" if own_page is not None else ""
    head = f"<</S/{element.role}/P {parent} 0 R{page}{element.attributes}/K[{' '.join(kids)}]"
    texts = f"/ID({element.name})".encode("ascii") if element.name else b""
    if element.language:
        texts += b"/Lang" + string(element.language)
    if element.alternative:
        texts += b"/Alt" + string(element.alternative)
    return head.encode("ascii") + texts + b">>"

"""The words of a document tree in reading order: what every writer must show, furniture and list labels apart."""

from __future__ import annotations

from lessonpack.tree.nodes import Document
from lessonpack.tree.walk import text_of


def tree_text(document: Document) -> str:
    return " ".join(text_of(document).split())

"""What holds for any document: all words in order, nothing outside the frame, the same bytes every time."""

from __future__ import annotations

import hashlib
import os
import subprocess
import sys

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from lessonpack.tree.nodes import (
    AnswerSpace,
    Block,
    BulletList,
    Callout,
    CalloutKind,
    Cell,
    DefinitionEntry,
    DefinitionList,
    Foreign,
    Group,
    Heading,
    HelpBox,
    Inline,
    Link,
    ListItem,
    OrderedList,
    PageBreak,
    Paragraph,
    ParagraphKind,
    Quote,
    Row,
    Strong,
    Table,
    WriteIn,
)
from lessonpack.write.pdf.writer import PdfWriter
from tests.documents import document, every_node, words
from tests.write.pdf.conftest import ROOT
from tests.write.pdf.reading import spoken, structure
from tests.write.pdf.test_layout import check_frame
from tests.write.pdf.test_tags import failures
from tests.write.pdf.treetext import tree_text

WORDS = ("a", "to", "know,", "ask.", "self-evaluation", "bērni", "Жизнь", "Ωmega", "either/or", "responsibilities")
TEXTS = st.lists(st.sampled_from(WORDS), min_size=1, max_size=12).flatmap(
    lambda row: st.sampled_from([1, 1, 4, 15]).map(lambda times: " ".join(row * times))
)
SHORT = st.text("abcdeéžЖ", min_size=1, max_size=9)


def inlines(text: str, kind: int) -> tuple[Inline, ...]:
    plain = words(text)
    match kind:
        case 1:
            return (Strong(plain),)
        case 2:
            return (*plain, Link("https://example.org/é", words("link")), *words("."))
        case 3:
            return (Foreign("lv", (Strong(plain),)), *words(" end"))
    return plain


INLINES = st.builds(inlines, TEXTS, st.integers(0, 3))
LABELS = SHORT.map(words)
SIMPLE: st.SearchStrategy[Block] = st.one_of(
    st.builds(Paragraph, INLINES, st.sampled_from(ParagraphKind)),
    st.builds(Heading, st.integers(2, 3), INLINES),
    st.integers(1, 20).map(lambda n: AnswerSpace(lines=n, label="{lines} lines")),
    st.lists(LABELS, min_size=1, max_size=3).map(lambda labels: WriteIn(tuple(labels))),
    st.just(PageBreak()),
)


def a_table(rows: list[list[tuple[Inline, ...]]], head: int) -> Table:
    made = [
        Row(tuple(Cell((Paragraph(text),), n == 0 or i < head) for n, text in enumerate(r))) for i, r in enumerate(rows)
    ]
    return Table(words("Caption"), tuple(made[:head]), tuple(made[head:]), (1.0, 2.0))


def containers(inner: st.SearchStrategy[Block]) -> st.SearchStrategy[Block]:
    blocks = st.lists(inner, min_size=0, max_size=4).map(tuple)
    items = st.lists(blocks.map(ListItem), min_size=1, max_size=4).map(tuple)
    entries = st.lists(st.builds(DefinitionEntry, LABELS, blocks), min_size=1, max_size=3).map(tuple)
    return st.one_of(
        st.builds(BulletList, items),
        st.builds(OrderedList, items, st.integers(1, 99)),
        st.builds(DefinitionList, entries),
        st.builds(Quote, blocks, LABELS),
        st.builds(Callout, st.sampled_from(CalloutKind), LABELS, blocks),
        st.builds(HelpBox, LABELS, blocks),
        st.builds(Group, blocks),
        st.builds(
            a_table, st.lists(st.lists(INLINES, min_size=2, max_size=2), min_size=1, max_size=4), st.integers(0, 1)
        ),
    )


BLOCKS = st.lists(st.recursive(SIMPLE, containers, max_leaves=8), max_size=8)


@settings(max_examples=40, deadline=None, suppress_health_check=list(HealthCheck))
@given(blocks=BLOCKS, band=st.sampled_from("AC"))
def test_any_document_keeps_its_words_and_its_margins(writer: PdfWriter, blocks: list[Block], band: str) -> None:
    whole = document(*blocks, band=band)
    check_frame(writer.layout(whole))
    data = writer.write(whole).data
    assert spoken(structure(data)) == tree_text(whole)
    assert failures(data) == []


SCRIPT = """
import hashlib, yaml
from lessonpack.theme.tokens import Theme
from lessonpack.write.pdf.writer import PdfWriter
from tests.documents import every_node
theme = Theme.model_validate(yaml.safe_load(open("templates/standard/theme.yaml", encoding="utf-8")))
print(hashlib.sha256(PdfWriter(theme).write(every_node()).data).hexdigest())
"""


def test_the_bytes_are_the_same_in_every_process(writer: PdfWriter) -> None:
    found = [hashlib.sha256(writer.write(every_node()).data).hexdigest()]
    for seed in ("1", "4711"):
        environment = {**os.environ, "PYTHONHASHSEED": seed, "PYTHONPATH": str(ROOT)}
        run = subprocess.run([sys.executable, "-c", SCRIPT], cwd=ROOT, env=environment, capture_output=True, check=True)
        found.append(run.stdout.decode().strip())
    assert len(set(found)) == 1

"""What holds for every tree, however odd."""

from __future__ import annotations

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from lessonpack.tree.nodes import (
    AnswerSpace,
    Bar,
    Block,
    BulletList,
    Callout,
    CalloutKind,
    Card,
    CardSheet,
    Cell,
    Chart,
    ChartKind,
    CheckList,
    Circles,
    DefinitionEntry,
    DefinitionList,
    Emphasis,
    Event,
    Foreign,
    Group,
    HelpBox,
    Inline,
    KeyFigure,
    Link,
    ListItem,
    OrderedList,
    PageBreak,
    Paragraph,
    ParagraphKind,
    Quote,
    Row,
    Run,
    Strong,
    Table,
    Term,
    Timeline,
    WriteIn,
)
from tests.documents import document
from tests.write.docx.opened import Opened, W, docx_text, style_of, tree_text

TEXT = st.text(
    st.characters(exclude_categories=("Cs", "Cc"), exclude_characters="\ufffe\uffff"), min_size=1, max_size=9
)


def _marked(inner: st.SearchStrategy[Inline]) -> st.SearchStrategy[Inline]:
    children = st.lists(inner, min_size=1, max_size=3).map(tuple)
    return st.one_of(
        *(children.map(kind) for kind in (Strong, Emphasis, Term)),
        children.map(lambda c: Link("https://example.org/<&>", c)),
        children.map(lambda c: Foreign("he", c)),
    )


INLINES: st.SearchStrategy[tuple[Inline, ...]] = st.lists(
    st.recursive(TEXT.map(Run), _marked, max_leaves=4), min_size=1, max_size=3
).map(tuple)
_BARS = st.builds(Bar, INLINES, INLINES, st.decimals(0, 10**9, allow_nan=False, places=2))
LEAVES: st.SearchStrategy[Block] = st.one_of(
    st.builds(Paragraph, INLINES, st.sampled_from(ParagraphKind)),
    st.builds(AnswerSpace, lines=st.integers(1, 3), label=TEXT),
    st.builds(WriteIn, st.lists(INLINES, min_size=1, max_size=6).map(tuple)),
    st.just(PageBreak()),
    st.builds(Chart, st.sampled_from(ChartKind), INLINES, st.lists(_BARS, min_size=1, max_size=4).map(tuple)),
    st.builds(KeyFigure, INLINES, INLINES),
    st.builds(Timeline, INLINES, st.lists(st.builds(Event, INLINES, INLINES), min_size=1, max_size=8).map(tuple)),
    st.builds(Circles, INLINES, st.lists(INLINES, min_size=2, max_size=5).map(tuple)),
)


def _nested(inner: st.SearchStrategy[Block]) -> st.SearchStrategy[Block]:
    blocks = st.lists(inner, max_size=3).map(tuple)
    items = st.lists(blocks.map(ListItem), min_size=1, max_size=3).map(tuple)
    cells = st.lists(st.builds(Cell, blocks, st.booleans()), min_size=2, max_size=2).map(tuple)
    rows = st.lists(cells.map(Row), min_size=1, max_size=2).map(tuple)
    return st.one_of(
        st.builds(BulletList, items),
        st.builds(OrderedList, items, st.integers(1, 99)),
        st.builds(Quote, blocks, INLINES),
        st.builds(Callout, st.sampled_from(CalloutKind), INLINES, blocks, badge=INLINES, status=INLINES),
        st.builds(CheckList, items),
        st.builds(CardSheet, st.lists(st.builds(Card, blocks, blocks), min_size=1, max_size=3).map(tuple), st.just(2)),
        st.builds(HelpBox, INLINES, blocks),
        st.builds(Group, blocks),
        st.builds(DefinitionList, st.lists(st.builds(DefinitionEntry, INLINES, blocks), max_size=2).map(tuple)),
        st.builds(Table, INLINES, rows, rows, st.just((1.0, 2.0)), is_organiser=st.booleans()),
    )


TREES = st.lists(st.recursive(LEAVES, _nested, max_leaves=6), max_size=4)


@settings(max_examples=60, deadline=None, derandomize=True, suppress_health_check=[HealthCheck.too_slow])
@given(TREES)
def test_any_tree_becomes_a_sound_file_that_says_the_same(blocks: list[Block]) -> None:
    whole = document(*blocks)
    opened = Opened(whole)
    assert docx_text(opened) == tree_text(whole)
    made = {style.get(f"{W}styleId") for style in opened.part("word/styles.xml").iter(f"{W}style")}
    assert {style_of(p) for p in opened.paragraphs()} <= made
    assert all(cell[-1].tag == f"{W}p" for cell in opened.body.iter(f"{W}tc"))
    numbers = {num.get(f"{W}numId") for num in opened.part("word/numbering.xml").iter(f"{W}num")}
    used = {
        e.get(f"{W}val") for name in ("document", "styles") for e in opened.part(f"word/{name}.xml").iter(f"{W}numId")
    }
    assert used <= numbers

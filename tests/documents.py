"""Small makers for document trees, and one document that holds every kind of node: what writers are tested with."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal

from lessonpack.diagnostics import Span
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
    Document,
    Emphasis,
    Event,
    Foreign,
    Furniture,
    Group,
    Heading,
    HelpBox,
    Inline,
    KeyFigure,
    LineBreak,
    Link,
    ListItem,
    Meta,
    OrderedList,
    Origin,
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

WORDS = "People who plan a journey check the road, ask at home, and keep the number of somebody they trust."


def words(text: str, *, item: str = "i1", line: int = 7) -> tuple[Inline, ...]:
    return (Run(text, Origin(item, Span("content/sample/module.yaml", line, 5))),)


def para(text: str = WORDS, kind: ParagraphKind = ParagraphKind.BODY) -> Paragraph:
    return Paragraph(words(text), kind)


def heading(text: str, level: int = 2) -> Heading:
    return Heading(level, words(text))


def bullets(*texts: str) -> BulletList:
    return BulletList(tuple(ListItem((para(t),)) for t in texts))


def numbered(*texts: str, start: int = 1) -> OrderedList:
    return OrderedList(tuple(ListItem((para(t),)) for t in texts), start)


def table(rows: int = 3) -> Table:
    def cell(text: str, *, is_header: bool = False) -> Cell:
        return Cell((para(text),), is_header)

    head = Row(tuple(cell(t, is_header=True) for t in ("Country", "Year", "What is counted")))
    body = tuple(
        Row((cell(f"Place {n}", is_header=True), cell(str(2000 + n)), cell("Cases, not people. " + WORDS)))
        for n in range(1, rows + 1)
    )
    return Table(words("Figures from three places"), (head,), body, (2.0, 1.0, 4.0))


def chart(kind: ChartKind = ChartKind.BARS) -> Chart:
    figures = (("Forced labour", 690), ("Sexual exploitation", 4973), ("Removal of organs", 3))
    bars = tuple(Bar(words(label), words(f"{size:,}"), Decimal(size)) for label, size in figures)
    return Chart(kind, words("The parts of this figure"), bars)


def timeline(events: int = 4) -> Timeline:
    told = tuple(Event(words(str(2000 + n)), words(f"Report {n} of the committee")) for n in range(events))
    return Timeline(words("Sources in the order of time"), told)


def card_sheet(count: int = 5, columns: int = 2) -> CardSheet:
    return CardSheet(
        tuple(Card((para(f"Word {n}"),), (para(f"Meaning {n}. {WORDS}"),)) for n in range(1, count + 1)), columns
    )


def organiser() -> Table:
    space = Cell((AnswerSpace(lines=4, label="Space to write, {lines} lines"),))
    head = Row(tuple(Cell((para(text),), True) for text in ("Act", "Means", "Purpose")))
    return Table(words("What was done, how, and why?"), (head,), (Row((space,) * 3),), (1.0,) * 3, is_organiser=True)


def document(*blocks: Block, band: str = "C", kind: str = "student", language: str = "en") -> Document:
    """A document with a title and all furniture around `blocks`."""
    meta = Meta("Staying safe, pack 3", language, "Lesson pack authors", kind, band, date(2026, 11, 1))
    furniture = Furniture(
        strip="TEACHER COPY - do not hand out" if kind == "teacher" else "",
        running=f"staying-safe-3 | {band} | version 1",
        page_label="Page {page} of {pages}",
        help_line="Worried? Tell a grown-up you trust.",
        draft_mark="DRAFT",
    )
    return Document(
        meta, furniture, (Heading(1, words("Staying safe, pack 3")), *blocks), f"staying-safe-3-{band}-{kind}"
    )


def every_node(*, band: str = "C", kind: str = "student") -> Document:
    """One of every block and inline node, in an order that a real handout might have."""
    inline = (
        *words("Plain, "),
        Strong(words("strong, ")),
        Emphasis(words("stressed, ")),
        Term(words("a term, ")),
        Link("https://example.org/help", words("a link to help")),
        *words(", and "),
        Foreign("ru", words("торговля людьми")),
        LineBreak(),
        *words("after a line break & with <angle brackets>."),
    )
    question = ListItem(
        (
            Group(
                (
                    para("What could Alex do next, and who could help?"),
                    para("Explain", ParagraphKind.LABEL),
                    AnswerSpace(words=30, label="Space to write, {lines} lines"),
                )
            ),
        )
    )
    nested = BulletList(
        (ListItem((para("A person at home"), bullets("a parent", "a grandparent"))), ListItem((para("A teacher"),)))
    )
    blocks: tuple[Block, ...] = (
        para("DRAFT: not yet checked by the people named in the teacher guide.", ParagraphKind.DRAFT),
        para("How to tell a fair offer from an unfair one.", ParagraphKind.LEAD),
        WriteIn((words("Name"), words("Class"), words("Date"))),
        Callout(CalloutKind.NOTE, words("Before you read"), (para(), bullets("You may pass.", "You may ask."))),
        heading("Words we need"),
        DefinitionList(
            (
                DefinitionEntry(
                    words("consent"), (para("Saying yes freely."), para("Example: a game.", ParagraphKind.SMALL))
                ),
                DefinitionEntry(words("right"), (para("Something every person has."),)),
            )
        ),
        heading("A smaller heading", 3),
        Paragraph(inline),
        nested,
        table(),
        Quote((para("Every child has the right to be protected."),), words("United Nations, 1989, article 19")),
        Callout(
            CalloutKind.SOURCE,
            words("A report of a committee"),
            (para(), para("Section 2", ParagraphKind.FOOTNOTE)),
            badge=words("A"),
            status=words("2009, not checked"),
        ),
        Callout(CalloutKind.CAUTION, words("Read with care"), (para("Nobody has checked this source."),)),
        Callout(CalloutKind.ACTION, words("What you can do"), (para("Tell a grown-up you trust."),)),
        PageBreak(),
        heading("Questions"),
        OrderedList((question, question), start=1),
        AnswerSpace(lines=3, label="Space to write, {lines} lines"),
        CheckList((ListItem((para("I know whom I can ask."),)), ListItem((para("I may pass."),)))),
        KeyFigure(words("5,605"), words("people, 2002 to mid 2018")),
        chart(),
        chart(ChartKind.COLUMNS),
        chart(ChartKind.PARTS),
        timeline(),
        timeline(8),
        organiser(),
        Circles(words("People around me"), (words("Me"), words("At home"), words("At school"))),
        card_sheet(),
        HelpBox(
            words("Where to find help"),
            (
                para("You can talk to somebody today."),
                WriteIn((words("A grown-up I can tell"),)),
                numbered("Ask.", "Tell."),
            ),
        ),
    )
    whole = document(*blocks, band=band, kind=kind)
    if kind == "teacher":
        answer = Callout(CalloutKind.TEACHER, words("Answer"), (para("Any answer that names a person."),))
        return replace(whole, blocks=(*whole.blocks, answer))
    return whole

"""Charts, timelines, organisers, circles and cards on paper: to scale, told apart in grey, backs behind fronts."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lessonpack.theme.tokens import POINTS_PER_MM
from lessonpack.tree.nodes import AnswerSpace, Bar, CardSheet, Chart, ChartKind, CheckList, Circles, KeyFigure, ListItem
from lessonpack.tree.nodes import Timeline as TimelineNode
from lessonpack.write.pdf.layout import Layout
from lessonpack.write.pdf.place import Placed
from lessonpack.write.pdf.strips import Path, Words
from lessonpack.write.pdf.writer import PdfWriter
from tests.documents import card_sheet, chart, document, heading, organiser, para, timeline, words
from tests.write.pdf.reading import spoken, structure


def placed(layout: Layout, kind: type) -> list[tuple[int, Placed]]:
    return [(n, p) for n, page in enumerate(layout.pages, 1) for p in page.placed if isinstance(p.block, kind)]


def paths(layout: Layout, kind: type) -> list[Path]:
    return [mark for _, p in placed(layout, kind) for mark in p.strip.marks if isinstance(mark, Path)]


def filled(layout: Layout, kind: type) -> list[Path]:
    return [path for path in paths(layout, kind) if path.pen.fill]


def width(path: Path) -> float:
    return path.extent[1] - path.extent[0]


def height(path: Path) -> float:
    return path.extent[3] - path.extent[2]


def baselines(layout: Layout, kind: type) -> dict[str, tuple[int, float, float]]:
    """Line of text -> its page, x and y."""
    return {
        "".join(text for _, text, _, _ in mark.segments).strip(): (n, mark.segments[0][0], p.top + mark.baseline)
        for n, p in placed(layout, kind)
        for mark in p.strip.marks
        if isinstance(mark, Words) and mark.segments
    }


def of(*sizes: int, kind: ChartKind) -> Chart:
    bars = tuple(Bar(words(f"Label {n}"), words(str(size)), Decimal(size)) for n, size in enumerate(sizes))
    return Chart(kind, words("Figures"), bars)


@given(sizes=st.lists(st.integers(20, 1000), min_size=1, max_size=8))
def test_bars_columns_and_parts_are_to_scale(writer: PdfWriter, sizes: list[int]) -> None:
    for kind, measure in ((ChartKind.BARS, width), (ChartKind.COLUMNS, height)):
        drawn = filled(writer.layout(document(of(*sizes, kind=kind))), Chart)
        assert [measure(bar) / measure(drawn[0]) for bar in drawn] == pytest.approx([s / sizes[0] for s in sizes])
    layout = writer.layout(document(of(*sizes, kind=ChartKind.PARTS)))
    parts = filled(layout, Chart)[: len(sizes)]
    whole = layout.geometry.right - layout.geometry.left
    assert sum(map(width, parts)) == pytest.approx(whole)
    large = [(width(p), s) for p, s in zip(parts, sizes, strict=True) if s / sum(sizes) * whole > 1.5]
    assert all(w == pytest.approx(s / sum(sizes) * whole, abs=1.5 * len(sizes)) for w, s in large)


def test_a_part_that_is_too_small_to_scale_is_still_seen(writer: PdfWriter) -> None:
    parts = filled(writer.layout(document(of(1_000_000, 1, kind=ChartKind.PARTS))), Chart)[:2]
    assert width(parts[1]) == pytest.approx(1.5)


def test_the_parts_of_a_whole_differ_without_colour(writer: PdfWriter) -> None:
    layout = writer.layout(document(of(*[10] * 8, kind=ChartKind.PARTS)))
    looks = []
    for part in filled(layout, Chart)[:8]:
        inside = [p for p in paths(layout, Chart) if not p.pen.fill and p.extent == part.extent and len(p.steps) > 1]
        looks.append((part.pen.fill, tuple(len(hatching.steps) for hatching in inside)))
    slants = {tuple(p.steps[:2]) for p in paths(layout, Chart) if not p.pen.fill}
    assert len(set(looks)) >= 5, looks
    assert len(slants) > 4


@pytest.mark.parametrize("kind", list(ChartKind))
def test_a_chart_is_a_figure_with_a_table_of_its_labels_and_values(writer: PdfWriter, kind: ChartKind) -> None:
    tree = structure(writer.write(document(chart(kind))).data)
    (figure,) = [node for node in tree.walk() if node.role == "Figure"]
    assert figure.alternative == "The parts of this figure"
    rows = [
        [cell.text.strip() for cell in row.walk() if cell.role in ("TH", "TD")]
        for row in tree.walk()
        if row.role == "TR"
    ]
    assert rows == [["Forced labour", "690"], ["Sexual exploitation", "4,973"], ["Removal of organs", "3"]]


def test_no_bar_and_no_value_leaves_the_frame(writer: PdfWriter) -> None:
    for kind in ChartKind:
        layout = writer.layout(document(chart(kind)))
        marks = [mark for _, p in placed(layout, Chart) for mark in p.strip.marks]
        rights = [m.extent[1] for m in marks if isinstance(m, Path)]
        rights += [x + w for m in marks if isinstance(m, Words) for x, _, w, _ in m.segments]
        assert max(rights) <= layout.geometry.right + 0.01


def test_figures_that_are_all_nought_draw_no_bar_and_no_fault(writer: PdfWriter) -> None:
    for kind in ChartKind:
        assert writer.write(document(of(0, 0, kind=kind))).pages == 1


def test_a_key_figure_stands_beside_what_it_counts(writer: PdfWriter) -> None:
    layout = writer.layout(document(KeyFigure(words("5,605"), words("people on record"))))
    found = baselines(layout, KeyFigure)
    assert found["5,605"][2] == pytest.approx(found["people on record"][2])
    assert found["people on record"][1] > found["5,605"][1] + 20


def test_few_events_stand_side_by_side_and_many_below_each_other(writer: PdfWriter) -> None:
    few = baselines(writer.layout(document(timeline(6))), TimelineNode)
    assert len({few[str(2000 + n)][2] for n in range(6)}) == 1
    assert [few[str(2000 + n)][1] for n in range(6)] == sorted(few[str(2000 + n)][1] for n in range(6))
    many = baselines(writer.layout(document(timeline(7))), TimelineNode)
    assert len({many[str(2000 + n)][1] for n in range(7)}) == 1
    assert [many[str(2000 + n)][2] for n in range(7)] == sorted(many[str(2000 + n)][2] for n in range(7))


@pytest.mark.parametrize(("count", "columns"), [(1, 2), (5, 2), (9, 2), (7, 3), (4, 1), (25, 4)])
def test_each_back_meets_its_front_when_the_sheet_is_turned(writer: PdfWriter, count: int, columns: int) -> None:
    layout = writer.layout(document(para(), card_sheet(count, columns)))
    found = baselines(layout, CardSheet)
    left = layout.geometry.left + 5 * POINTS_PER_MM
    share = (layout.geometry.right - layout.geometry.left) / columns
    tops = {(page, p.strip): p.top for page, p in placed(layout, CardSheet)}
    for n in range(1, count + 1):
        page, x, _ = found[f"Word {n}"]
        behind, x_behind, _ = next(spot for line, spot in found.items() if line.startswith(f"Meaning {n}."))
        assert page % 2 == 1, "fronts stand on the front of a sheet"
        assert behind == page + 1
        assert round((x - left) / share) == columns - 1 - round((x_behind - left) / share)
    for page in range(1, len(layout.pages), 2):
        fronts, backs = ([(top, s.height) for (n, s), top in tops.items() if n == side] for side in (page, page + 1))
        assert fronts == backs


def test_words_of_cards_keep_off_the_cut_lines(writer: PdfWriter) -> None:
    layout = writer.layout(document(card_sheet(8, 2)))
    cuts = sorted(
        {p.extent[0] for p in paths(layout, CardSheet) if p.pen.dash != "[] 0" and p.extent[0] == p.extent[1]}
    )
    for _, p in placed(layout, CardSheet):
        for mark in p.strip.marks:
            for x, text, w, _ in mark.segments if isinstance(mark, Words) else ():
                ends = (x, x + w - (2.5 if text.endswith(" ") else 0))
                assert all(abs(end - cut) >= 5 * POINTS_PER_MM - 0.01 for end in ends for cut in cuts)


def test_after_cards_a_new_page_begins(writer: PdfWriter) -> None:
    last = para("What stands after the cards.")
    layout = writer.layout(document(card_sheet(2, 2), last))
    assert [n for n, page in enumerate(layout.pages, 1) for p in page.placed if p.block is last] == [5]


def test_circles_lie_inside_one_another_and_their_names_inside_their_rings(writer: PdfWriter) -> None:
    layout = writer.layout(document(Circles(words("People"), (words("Me"), words("Home"), words("School")))))
    inner, middle, outer = paths(layout, Circles)
    for small, large in ((inner, middle), (middle, outer)):
        assert large.extent[0] < small.extent[0] < small.extent[1] < large.extent[1]
        assert large.extent[2] < small.extent[2] < small.extent[3] < large.extent[3]
    top = placed(layout, Circles)[-1][1].top
    found = baselines(layout, Circles)
    assert outer.extent[2] < found["School"][2] - top < middle.extent[2] < found["Home"][2] - top < inner.extent[2]


def test_circles_fill_the_page_below_their_task_or_get_one_of_their_own(writer: PdfWriter) -> None:
    rings = Circles(words("People"), (words("Me"), words("Home")))
    sizes = []
    for lines, pages in ((0, 1), (8, 1), (12, 1), (14, 2)):
        layout = writer.layout(document(heading("Task"), *[para("Draw.") for _ in range(lines)], rings))
        assert len(layout.pages) == pages
        sizes.append(width(paths(layout, Circles)[-1]))
    assert sizes[0] > sizes[1] > sizes[2]
    assert sizes[3] == sizes[0]


def test_an_organiser_has_dotted_guides_and_a_grid(writer: PdfWriter) -> None:
    layout = writer.layout(document(organiser()))
    marks = [mark for page in layout.pages for p in page.placed for mark in p.strip.marks if isinstance(mark, Path)]
    dotted = [mark for mark in marks if mark.pen.dash != "[] 0"]
    assert len(dotted) == 3 * 4
    assert any(mark.extent[0] == mark.extent[1] and mark.pen.weight >= 1 for mark in marks)
    plain = writer.layout(document(AnswerSpace(lines=2, label="{lines}")))
    assert all(path.pen.dash == "[] 0" for path in paths(plain, AnswerSpace))


def test_a_box_to_tick_is_heard_before_its_entry(writer: PdfWriter) -> None:
    tree = structure(writer.write(document(CheckList((ListItem((para("I may pass."),)),)))).data)
    (label,) = [node for node in tree.walk() if node.role == "Lbl"]
    assert label.alternative == "\N{BALLOT BOX}"
    assert spoken(tree).endswith("I may pass.")

"""What tags cost: prints how long tagged files take beside the same files without tags, never passes or fails.

    python -m tests.bench.tagging [--repeats 15]

Documents of shipped modules are laid out and drawn in turn with and without tags, in one process; the ratio of a pair
is that of its total processor time, and what is printed is the median of the pairs. Reading, checking and composing a
module are not counted. Structure elements are made with the layout in both cases, since the layout hangs on them; their
own making is a list and a slot each. The collector of unused memory is set as a build sets it.
"""

from __future__ import annotations

import argparse
import gc
import statistics
import time
from collections.abc import Sequence
from datetime import date

from lessonpack.documents import Documents
from lessonpack.pack import DOCUMENTS
from lessonpack.project import Project, shipped_root
from lessonpack.tree.nodes import Document
from lessonpack.write.pdf.draw import draw
from lessonpack.write.pdf.writer import PdfWriter

MODULE = "trafficking-belarus"
AIM = 1.15


def documents(project: Project, kind: str) -> list[Document]:
    """All documents of one kind that the module has, for each band that gets any."""
    made = Documents(project, project.module(MODULE), date(2026, 11, 1))
    found = []
    for band in project.policy.student_bands():
        students = made.students(band)
        if not students.is_empty:
            composed = made.composed(made.selections(band, students, DOCUMENTS))
            found += [document for _, document in composed if document.meta.document == kind]
    return found


def timed(writer: PdfWriter, wholes: Sequence[Document], *, is_tagged: bool) -> tuple[float, int, int]:
    """Milliseconds for all of the documents, their pages, and the bytes of their files."""
    pages = size = 0
    gc.collect()
    started = time.process_time()
    for whole in wholes:
        layout = writer.layout(whole)
        size += len(draw(layout, is_tagged=is_tagged))
        pages += len(layout.pages)
    return (time.process_time() - started) * 1000, pages, size


def compare(kind: str, wholes: Sequence[Document], writer: PdfWriter, *, repeats: int) -> float:
    """The median ratio, after a line about it."""
    for is_tagged in (True, False):
        timed(writer, wholes, is_tagged=is_tagged)
    ratios: list[float] = []
    tagged: list[float] = []
    untagged: list[float] = []
    pages = sizes = plain_sizes = 0
    for turn in range(repeats):
        for is_tagged in (True, False) if turn % 2 else (False, True):
            taken, pages, size = timed(writer, wholes, is_tagged=is_tagged)
            (tagged if is_tagged else untagged).append(taken)
            sizes, plain_sizes = (size, plain_sizes) if is_tagged else (sizes, size)
        ratios.append(tagged[-1] / untagged[-1])
    ratio = statistics.median(ratios)
    with_tags, without = (statistics.median(times) / pages for times in (tagged, untagged))
    print(
        f"  {kind:<11} {len(wholes)} files {pages:>3} pages   {with_tags:.2f} ms a page tagged, {without:.2f} untagged"
        f"   ratio {ratio:.2f} [{min(ratios):.2f}..{max(ratios):.2f}]   size {sizes / plain_sizes:.2f}"
    )
    return ratio


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--repeats", type=int, default=15)
    given = parser.parse_args()
    project = Project(shipped_root())
    writer = PdfWriter(project.theme_called("standard"))
    print(f"tagged / untagged, {MODULE} (aim: at most {AIM}):")
    # As `lessonpack build` sets the collector: left as it is, it would look through the whole program while it counts
    # elements, and the cost of that is not the tags'.
    gc.freeze()
    gc.set_threshold(100_000, 20, 100)
    every: list[Document] = []
    for kind in DOCUMENTS:
        wholes = documents(project, kind)
        every += wholes
        if wholes:
            compare(kind, wholes, writer, repeats=given.repeats)
    compare("all", every, writer, repeats=given.repeats)


if __name__ == "__main__":
    main()

"""What the guides show is what the program does: their tables are not stale, and their examples run."""

from __future__ import annotations

import re
import shlex
from pathlib import Path

import pytest

from lessonpack.load.files import load_plan, load_set, read_module
from lessonpack.plan import planned
from lessonpack.project import Project
from tests.docs.fields import with_tables
from tests.docs.vocabulary import README, with_table
from tests.journeys.journey import DAY, Journey

ROOT = Path(__file__).parents[2]
CONTENT = ROOT / "content/README.md"


def blocks(path: Path, kind: str) -> list[str]:
    """The fenced examples of one kind."""
    return re.findall(rf"^```{kind}\n(.*?)^```$", path.read_text(encoding="utf-8"), re.MULTILINE | re.DOTALL)


def test_the_table_of_elements_is_that_of_the_parser() -> None:
    text = README.read_text(encoding="utf-8")
    assert with_table(text) == text, "run: python -m tests.docs.vocabulary"


def test_the_tables_of_keys_are_those_of_the_schema() -> None:
    text = CONTENT.read_text(encoding="utf-8")
    assert with_tables(text) == text, "run: python -m tests.docs.fields"


@pytest.mark.parametrize("path", [README, CONTENT], ids=lambda path: path.parent.name)
def test_the_commands_of_a_guide_run_one_after_the_other(path: Path, tmp_path: Path) -> None:
    journey = Journey(tmp_path)
    for line in "".join(blocks(path, "console")).splitlines():
        command = line.removeprefix("$ ")
        has_day = shlex.split(command)[1] in ("build", "check")
        journey.type(f"{command} --today {DAY}" if has_day else command)


def test_the_pack_file_the_set_and_the_own_section_of_the_guide_make_a_sheet(tmp_path: Path) -> None:
    (pack,), (own_set,), (section,) = (blocks(README, kind) for kind in ("yaml pack", "yaml set", "jinja"))
    for name, text in {
        "packs/guide.yaml": pack.replace("help]", "exit_ticket, help]"),
        "templates/ours/set.yaml": own_set,
        "templates/standard/sections.html.j2": section,
    }.items():
        path = tmp_path / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    assert load_plan(tmp_path / "packs/guide.yaml").paper == "letter"
    assert load_set(tmp_path / "templates/ours/set.yaml").extends == "standard"
    assert planned(Project(tmp_path), "guide").templates.left_out("student")
    journey = Journey(tmp_path)
    journey.type(f"lessonpack build --pack guide --format pdf --today {DAY}")
    assert "Before you go" in journey.words("output/guide/water-1/large-print/water-1-C-student.pdf")


def test_each_entry_of_the_guide_for_authors_is_one_that_a_module_can_have() -> None:
    head = (ROOT / "src/lessonpack/starters/module.yaml").read_text(encoding="utf-8").partition("\ndefinitions:")[0]
    head = head.replace("$id", "sample").replace("$code", "sample-1")
    for entry in blocks(CONTENT, "yaml"):
        assert read_module(f"{head}\n{entry}".encode(), "content/README.md").id == "sample"

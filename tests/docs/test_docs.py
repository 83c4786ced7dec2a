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
from tests.theme.test_school import a_picture
from tests.theme.test_typefaces import a_font

ROOT = Path(__file__).parents[2]
CONTENT = ROOT / "content/README.md"
GUIDES = (ROOT / "README.md", CONTENT, README, ROOT / "src/README.md")


def blocks(path: Path, kind: str) -> list[str]:
    """The fenced examples of one kind."""
    return re.findall(rf"^```{kind}\n(.*?)^```$", path.read_text(encoding="utf-8"), re.MULTILINE | re.DOTALL)


def test_the_table_of_elements_is_that_of_the_parser() -> None:
    text = README.read_text(encoding="utf-8")
    assert with_table(text) == text, "run: python -m tests.docs.vocabulary"


def test_the_tables_of_keys_are_those_of_the_schema() -> None:
    text = CONTENT.read_text(encoding="utf-8")
    assert with_tables(text) == text, "run: python -m tests.docs.fields"


@pytest.mark.parametrize("path", GUIDES, ids=lambda path: path.parent.name)
def test_the_commands_of_a_guide_run_one_after_the_other(path: Path, tmp_path: Path) -> None:
    journey = Journey(tmp_path)
    journey.has_printer("Office")
    for line in "".join(blocks(path, "console")).splitlines():
        command = line.removeprefix("$ ")
        has_day = shlex.split(command)[1] in ("build", "check")
        journey.type(f"{command} --today {DAY}" if has_day else command)


def anchors(path: Path) -> set[str]:
    """What a page can be opened at: its headings, as services for git make addresses of them."""
    heads = re.findall(r"^#+ (.+)$", path.read_text(encoding="utf-8"), re.MULTILINE)
    return {re.sub(r"[^\w\- ]", "", head.lower()).replace(" ", "-") for head in heads}


@pytest.mark.parametrize("path", GUIDES, ids=lambda path: path.parent.name)
def test_every_link_and_picture_of_a_guide_is_there(path: Path) -> None:
    for target in re.findall(r"\]\((?!https:)([^)]+)\)", re.sub(r"`[^`]*`", "", path.read_text(encoding="utf-8"))):
        name, _, anchor = target.partition("#")
        file = path.parent / name if name else path
        assert file.exists(), target
        assert not anchor or anchor in anchors(file), target


def test_the_themes_of_the_guide_are_looks_of_a_school(tmp_path: Path) -> None:
    (theme,), (look,) = (blocks(README, kind) for kind in ("yaml theme", "yaml look"))
    folder = tmp_path / "templates/standard"
    (folder / "themes").mkdir(parents=True)
    (folder / "fonts").mkdir()
    (folder / "fonts/Ours-Regular.ttf").write_bytes(a_font("notos"))
    (folder / "fonts/Ours-Bold.ttf").write_bytes(a_font("notosbo"))
    (folder / "logo.png").write_bytes(a_picture())
    (folder / "theme.yaml").write_text(look, encoding="utf-8")
    (folder / "themes/ours.yaml").write_text(theme, encoding="utf-8")
    journey = Journey(tmp_path)
    journey.type(f"lessonpack build water-cycle --band C --format pdf --theme ours --today {DAY}")
    assert "Middle School No. 112" in journey.words("output/water-1/ours/water-1-C-student.pdf")


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

"""The ways of people who make it theirs, from a folder with nothing in it; run with -s to see what they type."""

from __future__ import annotations

from pathlib import Path

import pytest
from PIL import Image

from lessonpack.project import Project
from tests.journeys.journey import DAY, Journey

SHEET = "output/lesson-1/lesson-1-C-student.pdf"
PACK_SHEET = "output/class/lesson-1/lesson-1-C-student.pdf"


@pytest.fixture
def mine(tmp_path: Path) -> Journey:
    Journey(tmp_path).type("lessonpack new project mine")
    return Journey(tmp_path / "mine")


def test_somebody_gives_the_pages_the_colour_the_name_and_the_logo_of_the_school(mine: Journey) -> None:
    theme = "templates/standard/theme.yaml"
    Image.new("RGB", (60, 60), "#5a2d0c").save(mine.folder / "templates/standard/logo.png")
    mine.edit(theme, '# colours: {accent: "#5a2d0c"}', 'colours: {accent: "#5a2d0c"}')
    mine.edit(theme, "# school:", "school:")
    mine.edit(theme, "#   name: Our School", "  name: Our School")
    mine.edit(theme, "#   logo:", "  logo:")
    mine.type(f"lessonpack build --band C --document student --format pdf --today {DAY}")
    assert mine.words(SHEET).count("Our School") >= 1
    assert Project(mine.folder).theme.colours.accent == "#5a2d0c"


def test_somebody_moves_the_questions_before_the_sources(mine: Journey) -> None:
    mine.type(f"lessonpack build --pack class --format pdf --today {DAY}")
    before = mine.words(PACK_SHEET)
    mine.edit("packs/class.yaml", "    - questions\n", "")
    mine.edit("packs/class.yaml", "    - excerpts\n", "    - questions\n    - excerpts\n")
    mine.type(f"lessonpack build --pack class --format pdf --today {DAY}")
    after = mine.words(PACK_SHEET)
    assert before.index("Sources to read") < before.index("more than half of the class")
    assert after.index("more than half of the class") < after.index("Sources to read")


def test_somebody_adds_a_section_with_a_sentence_of_their_own(mine: Journey) -> None:
    mine.edit(
        "templates/standard/sections.html.j2",
        "One thing that I want to remember from",
        "On the way home I will tell somebody one thing from",
    )
    mine.edit("packs/class.yaml", "    - help\n", "    - to_take_home\n    - help\n")
    mine.type(f"lessonpack build --pack class --format pdf --today {DAY}")
    assert "On the way home I will tell somebody one thing from “How we come to school”" in mine.words(PACK_SHEET)


def test_somebody_writes_a_module_and_prints_it(mine: Journey) -> None:
    mine.type("lessonpack new module bees --code garden-1")
    mine.edit("content/bees/module.yaml", "student_title: How we come to school", "student_title: Bees in our garden")
    assert "0 errors, 0 warnings" in mine.type(f"lessonpack check bees --today {DAY}")
    mine.type(f"lessonpack build bees --band C --today {DAY}")
    sheet = "output/garden-1/garden-1-C-student.pdf"
    assert "Bees in our garden" in mine.words(sheet)
    mine.has_printer("Office")
    said = mine.type(f"lessonpack print {sheet} --copies 28 --dry-run")
    assert "lp -d Office -n 28" in said
    assert said.endswith("nothing was sent\n")


def test_somebody_makes_a_set_of_templates_and_asks_which_file_answers(mine: Journey) -> None:
    mine.type("lessonpack new templates ours")
    mine.edit("templates/ours/student.html.j2", "{{ b.factors(pack.factors) }}\n", "")
    mine.type(f"lessonpack build --templates ours --band C --document student --format pdf --today {DAY}")
    assert "-> templates/ours/student.html.j2" in mine.type("lessonpack where student --templates ours")

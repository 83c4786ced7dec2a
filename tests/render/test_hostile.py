"""Templates from strangers are stopped: with a code, at a line, in bounded time and memory."""

from __future__ import annotations

import json
import re
import subprocess
import sys
from pathlib import Path

import pytest

from lessonpack.render.budget import MAX_STEPS
from tests.render.hostile import HOSTILE
from tests.render.project import a_selection, markup_of, refused, templates, told

ROOT = Path(__file__).parents[2]
MOST_SECONDS = 20
"""Far more than the slowest takes on an idle computer; without a limit they take for ever."""
MOST_MB = 400

Taken = dict[str, tuple[str, float, float]]


@pytest.fixture(scope="module")
def taken(tmp_path_factory: pytest.TempPathFactory) -> Taken:
    if sys.platform == "win32":
        pytest.skip("memory of one process among many is measured on POSIX")
    folder = tmp_path_factory.mktemp("hostile")
    command = [sys.executable, "-m", "tests.render.hostile", str(folder)]
    ran = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=True)
    found: Taken = json.loads(ran.stdout)
    return found


@pytest.mark.parametrize("name", HOSTILE)
def test_a_hostile_template_is_stopped_in_bounded_time_and_memory(name: str, taken: Taken) -> None:
    said, seconds, megabytes = taken[name]
    assert re.match(rf"templates/standard/student\.html\.j2:1:\d+: error template/{HOSTILE[name][1]}:", said)
    assert seconds < MOST_SECONDS
    assert megabytes < MOST_MB


def test_it_is_told_at_the_line_of_the_loop(tmp_path: Path) -> None:
    loop, end = "{% for a in l %}", "{% endfor %}"
    mine = "{% macro m(l) %}\n" + loop * 2 + "\n" + loop * 4 + "\n" + end * 6 + "{% endmacro %}"
    student = "{% import 'mine.html.j2' as m %}\n\n{{ m.m([1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12]) }}"
    assert told(refused(tmp_path, student=student, mine=mine)) == ["mine.html.j2:3:1 template/too-long"]


def test_steps_are_counted_alike_each_time(tmp_path: Path) -> None:
    hundred = "{% set l = [" + "1," * 100 + "] %}"
    made = templates(tmp_path, student=hundred + "{% for a in l %}{% for b in l %}{{ a }}{% endfor %}{% endfor %}")
    counted = []
    for _ in range(2):
        made.render("student", a_selection())
        counted.append(made.spent.steps)
    assert counted[0] == counted[1] < MAX_STEPS / 5


def test_a_document_many_times_as_long_as_ours_is_rendered(tmp_path: Path) -> None:
    words = "<p>" + "word " * 40 + "</p>"
    hundred = "{% set l = [" + "1," * 100 + "] %}"
    student = hundred + "{% for a in l %}{% for b in [1, 2, 3, 4, 5, 6, 7, 8, 9, 10] %}" + words
    markup = markup_of(tmp_path, student=student + "{% endfor %}{% endfor %}")
    assert markup.count("<p") == 1_000


@pytest.mark.parametrize(
    ("template", "said"),
    [
        ("{{ 'a' ~ none }}", "here is nothing to join"),
        ("{{ 'a' ~ true }}", "this is a bool"),
        ("{{ 'a' ~ [1] }}", "this is a list"),
        ("{{ 'a' ~ pack.definitions[0] }}", "this is a definition"),
        ("{{ 'a' ~ pack.context[0].as_of }}", "this is a date"),
    ],
)
def test_what_is_no_words_is_not_joined(template: str, said: str, tmp_path: Path) -> None:
    (finding,) = refused(tmp_path, student=template)
    assert (finding.code, said in finding.message) == ("template/unprintable", True)

"""Templates written to waste time or memory, or to get at what is not theirs; each is rendered in a process of its own.

`python -m tests.render.hostile FOLDER` prints, as JSON, what each was told, and what it took.
"""

from __future__ import annotations

import json
import os
import sys
import time
from pathlib import Path

from lessonpack.diagnostics import LessonPackError
from tests.render.project import a_selection, templates

TEN = "{% set l = [1, 2, 3, 4, 5, 6, 7, 8, 9, 10] %}"
SHARED = "{% set x = [1] %}" + "{% set x = [x, x] %}" * 60
TUPLES = "{% set x = (1,) %}" + "{% set x = (x, x) %}" * 60
WORDS = "{% set x = 'Ab' %}" + "{% set x = x ~ x %}" * 15
LIST = "{% set x = [1] %}" + "{% set x = x + x %}" * 15


def loops(inner: str, deep: int) -> str:
    return TEN + "{% for a in l %}" * deep + inner + "{% endfor %}" * deep


# Template -> code.
HOSTILE: dict[str, tuple[str, str]] = {
    "loops that print nothing": (loops("", 9), "too-long"),
    "loops that turn everything away": (
        TEN + "{% set l = l + l + l + l + l + l + l + l %}{% set l = l + l + l + l + l + l + l + l %}"
        "{% for a in l %}{% for b in l if b > 10 %}{% endfor %}{% endfor %}", "too-long",
    ),
    "loops that print": (loops("words, words, words", 6), "too-large"),
    "loops that print into a name": ("{% set y %}" + loops("{{ '' }}", 7) + "{% endset %}", "too-long"),
    "a macro that calls itself twice": (
        "{% macro m(n) %}{% if n < 60 %}{{ m(n + 1) }}{{ m(n + 1) }}{% endif %}{% endmacro %}{{ m(1) }}", "too-long"
    ),
    "a macro without end": ("{% macro m() %}{{ m() }}{% endmacro %}{{ m() }}", "recursion"),
    "a block without end": ("{% block a %}{{ self.a() }}{% endblock %}", "recursion"),
    "a loop that calls itself": ("{% for x in [1, 2] recursive %}{{ loop([1, 2]) }}{% endfor %}", "recursion"),
    "an import of itself": ("{% import 'student.html.j2' as s %}", "recursion"),
    "a parent of itself": ("{% extends 'student.html.j2' %}", "recursion"),
    "files that are not there": (loops("{% include 'nope' ignore missing %}", 6), "too-long"),
    "words that double by ~": ("{% set x = 'ab' %}" + "{% set x = x ~ x %}" * 60, "too-large"),
    "words that double by +": ("{% set x = 'ab' %}" + "{% set x = x + x %}" * 60, "too-large"),
    "words that double by printing": (
        "{% set x = 'ab' %}" + "{% set x %}{{ x }}{{ x }}{% endset %}" * 60, "too-large"
    ),
    "lists that double": (TEN + "{% set l = l + l %}" * 60, "too-long"),
    "lists in lists, compared": (SHARED + SHARED.replace("x", "y") + "{{ 'a' if x == y }}", "too-long"),
    "lists in lists, looked for": (SHARED + SHARED.replace("x", "y") + "{{ 'a' if x in [y] }}", "too-long"),
    "lists in lists, sorted": (SHARED + SHARED.replace("x", "y") + "{{ [x, y] | sort | first }}", "too-long"),
    "lists in lists, tested": (SHARED + SHARED.replace("x", "y") + "{{ 'a' if x is eq(y) }}", "too-long"),
    "lists in lists, watched": (
        SHARED + "{% for a in [1, 2] %}{% if loop.changed(x) %}{% endif %}{% endfor %}", "too-long"
    ),
    "lists in lists as words": (SHARED + "{{ x ~ '' }}", "unprintable"),
    "tuples in tuples as a key": (TUPLES + "{% set d = {x: 1} %}", "too-long"),
    "tuples in tuples, looked up": (TUPLES + "{{ {}[x] }}", "too-long"),
    "tuples in tuples, got": (TUPLES + "{{ {}.get(x) }}", "too-long"),
    "long words, sorted": (
        WORDS + "{% set l = [x] %}" + "{% set l = l + l %}" * 14 + "{{ l | sort | first }}", "too-long"
    ),
    "long words, made a list": (WORDS + loops("{% set y = x | list %}", 5), "too-long"),
    "long words, cut": (WORDS + loops("{% set y = x[1:] %}", 5), "too-long"),
    "long lists, cut": (LIST + loops("{% set y = x[:] %}", 5), "too-long"),
    "long lists, handed over": (
        "{% macro m() %}{{ varargs | length }}{% endmacro %}" + LIST + loops("{{ m(*x) }}", 5), "too-long"
    ),
    "slices without number": ("{{ [1] | slice(1000000000) | list | first }}", "too-large"),
    "batches without number": ("{{ [1] | batch(1000000000, 0) | list | first }}", "too-large"),
    "repeated words": ("{{ 'a' * 1000000000 }}", "forbidden"),
    "powers": ("{{ 9 ** 999999999 }}", "forbidden"),
    "padding": ("{{ '{:999999999d}'.format(1) }}", "forbidden"),
    "a long file": ("<p>a</p>" * 20_000, "too-large"),
    "a long condition": ("{% if 0 %}" + "{% elif 0 %}" * 9_000 + "{% endif %}", "too-large"),
    "a long sum": ("{{ 1" + "+1" * 50_000 + " }}", "recursion"),
    "beginnings without end": ('{% "' * 29_000, "syntax"),
    "Python's own classes": ("{{ ().__class__.__base__.__subclasses__() }}", "forbidden"),
    "Python's own names": ("{% macro m() %}{% endmacro %}{{ m.__call__.__globals__ }}", "forbidden"),
    "the environment": ("{% macro m() %}{% endmacro %}{{ m._environment.loader }}", "forbidden"),
    "a file of the computer": ("{% include '/etc/passwd' %}", "not-found"),
    "a file outside of the folder": ("{% include '../../../../etc/passwd' %}", "not-found"),
    "the program's own work": ("{{ loop }}{{ tick(0) }}", "undefined"),
}  # fmt: skip


def taken(folder: Path) -> dict[str, tuple[str, float, float]]:
    """Name -> what it was told, the seconds, and the megabytes beyond those of a harmless template."""
    return {name: _apart(folder / str(number), text) for number, (name, (text, _)) in enumerate(HOSTILE.items())}


def _apart(folder: Path, text: str) -> tuple[str, float, float]:
    reading, writing = os.pipe()
    started = time.monotonic()
    if child := os.fork():
        os.close(writing)
        with os.fdopen(reading) as stream:
            said = stream.read()
        _, _, used = os.wait4(child, 0)
        return said, time.monotonic() - started, used.ru_maxrss / 1024
    try:
        os.write(writing, _told(folder, text).encode())
    finally:
        os._exit(0)


def _told(folder: Path, text: str) -> str:
    try:
        templates(folder, student=text).render("student", a_selection())
    except LessonPackError as fault:
        return str(fault)
    return "rendered"


if __name__ == "__main__":
    templates(Path(sys.argv[1]), student="<p>{{ pack.module.title }}</p>").render("student", a_selection())
    print(json.dumps(taken(Path(sys.argv[1]))))

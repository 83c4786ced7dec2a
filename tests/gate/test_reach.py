"""How far a template reaches: no way leads from a student's selection to a word that was withheld."""

from __future__ import annotations

import inspect
from collections.abc import Iterator
from decimal import Decimal
from pathlib import Path

import pytest
from jinja2 import BaseLoader

from lessonpack.diagnostics import LessonPackError
from lessonpack.model.audience import Role
from lessonpack.model.text import Text
from lessonpack.render.sandbox import sandbox
from tests.gate.projects import a_project, change, composed, selected
from tests.gate.test_gate import FULL


def reached(start: object) -> Iterator[str]:
    """Every string that the sandbox lets a template get at from an object: attributes, items, methods' results."""
    allowed = sandbox(BaseLoader())
    seen: set[int] = set()
    pending = [start]
    kept = []
    while pending:
        value = pending.pop()
        if id(value) in seen:
            continue
        seen.add(id(value))
        kept.append(value)  # else its id could be given to another object
        if isinstance(value, str | Text):
            yield str(value)  # a text has no attributes for templates, but can be printed
        elif isinstance(value, tuple | list | set | frozenset):
            pending += value
        elif isinstance(value, dict):
            pending += [*value, *value.values()]
        elif not isinstance(value, int | float | bytes | Decimal):
            pending += _attributes(value, allowed)


def _attributes(value: object, allowed: object) -> list[object]:
    found: list[object] = []
    for name in dir(value):
        part = getattr(value, name, None)
        if not allowed.is_safe_attribute(value, name, part):  # type: ignore[attr-defined]  # the environment's own
            continue
        if callable(part) and not _needs_arguments(part):
            part = part()
        found.append(part)
    return found


def _needs_arguments(part: object) -> bool:
    try:
        parameters = inspect.signature(part).parameters.values()  # type: ignore[arg-type]  # asked for just that
    except (TypeError, ValueError):
        return True
    return any(p.default is p.empty for p in parameters)


def test_no_attribute_leads_from_a_students_selection_to_words_that_were_withheld(tmp_path: Path) -> None:
    project = a_project(tmp_path, FULL)
    everything = list(reached(selected(project, "sample", Role.STUDENT)))
    assert "Question q1?" in everything
    assert [found for found in everything if "SECRET" in found] == []
    adult = set(reached(selected(project, "sample", Role.TEACHER)))
    assert {"SECRETANSWER", "SECRETTERM", "SECRETTEXT"} <= adult


@pytest.mark.parametrize(
    "expression",
    [
        "pack.__class__",
        'pack["__class__"]',
        "pack.__init__.__globals__",
        "pack.is_empty.__class__.__mro__",
        "pack.omitted[0].said.__func__.__globals__",
        "pack.omitted[0].said.__self__.__class__",
        'pack | attr("__class__")',
        "pack.module.title.parse.__self__",
        "self._TemplateReference__context",
        "lipsum.__globals__",
        "cycler.__init__",
        "request",
        "pack.questions[0].answer",
        "pack.excerpts[0].note",
        '"{0.__class__}".format(pack)',
        "pack",
        "pack.questions[0]",
        "pack.questions",
    ],
)
def test_an_expression_that_leaves_the_selection_is_a_fault_without_withheld_words(
    tmp_path: Path, expression: str
) -> None:
    line = "{{ b.questions(pack.questions) }}"
    project = change(a_project(tmp_path, FULL), "student.html.j2", line, f"<p>{{{{ {expression} }}}}</p>{line}")
    with pytest.raises(LessonPackError) as caught:
        composed(project, "sample", Role.STUDENT)
    assert {d.code.partition("/")[0] for d in caught.value.diagnostics} == {"template"}
    assert "SECRET" not in str(caught.value)


@pytest.mark.parametrize(
    "name", ["../../content/help.yaml", "/etc/hostname", "../../content/sample/module.yaml", "missing.html.j2"]
)
def test_a_template_includes_nothing_from_outside_its_set(tmp_path: Path, name: str) -> None:
    line = "{{ b.questions(pack.questions) }}"
    project = change(a_project(tmp_path, FULL), "student.html.j2", line, f'{{% include "{name}" %}}{line}')
    with pytest.raises(LessonPackError) as caught:
        composed(project, "sample", Role.STUDENT)
    assert [d.code for d in caught.value.diagnostics] == ["template/not-found"]

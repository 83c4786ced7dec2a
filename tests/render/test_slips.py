"""The whole of what people read who slip in a template.

In `slips.txt` each slip has a name, a template, a line of ----, and the messages.
"""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from lessonpack.diagnostics import LessonPackError, explained
from lessonpack.tree.parse import parse
from tests.render.project import a_selection, templates

GOLDEN = Path(__file__).with_name("slips.txt")
UPDATE = "LESSONPACK_UPDATE"
HEAD, RULE = "==== ", "\n----\n"


def slips() -> dict[str, tuple[str, str]]:
    """Name -> template and messages."""
    found = {}
    for section in GOLDEN.read_text(encoding="utf-8").split(HEAD)[1:]:
        name, _, rest = section.partition("\n")
        template, _, messages = rest.partition(RULE)
        found[name] = (template, messages)
    return found


def messages(folder: Path, template: str) -> str:
    made = templates(folder, student=template)
    try:
        parse(made.render("student", a_selection()), file=made.shown("student"))
    except LessonPackError as fault:
        return "".join(f"{explained(finding, lambda file: template)}\n" for finding in fault.diagnostics)
    return "nothing\n"


@pytest.mark.parametrize("name", slips())
def test_the_message_is_as_accepted(name: str, tmp_path: Path) -> None:
    template, accepted = slips()[name]
    found = messages(tmp_path, template)
    if os.environ.get(UPDATE):
        if os.environ.get("CI"):
            pytest.fail("goldens are accepted by people, not by the build server")
        changed = {**slips(), name: (template, found)}
        GOLDEN.write_text("".join(f"{HEAD}{n}\n{t}{RULE}{m}" for n, (t, m) in changed.items()), encoding="utf-8")
        return
    test = f"tests/render/test_slips.py::test_the_message_is_as_accepted[{name}]"
    assert found == accepted, f"to accept: {UPDATE}=1 pytest -p no:xdist '{test}'"


def test_every_slip_is_told() -> None:
    assert [name for name, (_, told) in slips().items() if told == "nothing\n"] == []
    assert len(slips()) >= 50

"""Case files of the rules: each is one complete module whose comments say what is found in it, and where.

# ERROR 4:9 terms/blocked          (also WARNING and NOTE; everything that is found is named, and nothing else)

Help lines that a module names stand in `cases/help.yaml`, whose findings are named in the module's file as
`# ERROR help.yaml 4:9 help/number`. The policy is the one that comes with the program; the day is 1 November 2026.
"""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from lessonpack.check.registry import RULES, check
from lessonpack.check.waivers import waived
from lessonpack.load.files import load_help, load_module
from tests.modules import TODAY, shipped_policy

CASES = Path(__file__).parent / "cases"
FILES = sorted(path for path in CASES.glob("*.yaml") if path.name != "help.yaml")
Found = tuple[str, str, str]


def findings(path: Path) -> list[Found]:
    module = load_module(path, shown=path.name)
    lines = load_help(CASES / "help.yaml", shown="help.yaml")
    told = waived(check(module, shipped_policy(), help_lines=lines, today=TODAY), module, is_all=True)
    found = []
    for finding in told:
        assert finding.span is not None
        file = "" if finding.span.file == path.name else f"{finding.span.file} "
        found.append((str(finding.severity), f"{file}{finding.span.line}:{finding.span.column}", finding.code))
    return sorted(found)


def expected(path: Path) -> list[Found]:
    pattern = r"(?m)^# (ERROR|WARNING|NOTE) ((?:help\.yaml )?\d+:\d+) (\S+)$"
    return sorted((m[1].lower(), m[2], m[3]) for m in re.finditer(pattern, path.read_text(encoding="utf-8")))


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_a_module_is_checked_with_exactly_the_findings_that_it_names(path: Path) -> None:
    assert findings(path) == expected(path)


OF_THE_POLICY = {"policy/care-words", "policy/decided-later"}
"""What is found in the policy, whatever the module is: `test_care` and `test_rules` have them."""


def test_every_rule_has_a_case() -> None:
    shown = {code for path in FILES for _, _, code in expected(path)}
    assert {rule.code for rule in RULES} - shown == OF_THE_POLICY

"""Findings as SARIF 2.1.0: the rules of its schema that readers of such logs rely on, checked one by one."""

from __future__ import annotations

import json
from typing import Any
from urllib.parse import urlsplit

from lessonpack.check.catalogue import codes
from lessonpack.check.sarif import sarif
from lessonpack.diagnostics import Diagnostic, Severity, Span, error, warning

FOUND = (
    error("content/empty", Span("content/my module/m.yaml", 3, 5, 4), "nothing", hint="write it"),
    warning("terms/replaced", Span("lessonpack:content/policy.yaml", 7, 1), "old word"),
    Diagnostic("terms/consider", "think", Span("a.yaml"), Severity.NOTE),
    error("env/no-printer", None, "no printer"),
)
TYPES = {
    "version": str, "name": str, "id": str, "text": str, "uri": str, "uriBaseId": str, "ruleId": str, "level": str,
    "columnKind": str, "ruleIndex": int, "startLine": int, "startColumn": int, "endColumn": int, "runs": list,
    "rules": list, "results": list, "locations": list,
}  # fmt: skip
ALLOWED = {
    "log": {"$schema", "version", "runs"},
    "run": {"tool", "columnKind", "originalUriBaseIds", "results"},
    "driver": {"name", "version", "rules"},
    "rule": {"id", "shortDescription", "fullDescription", "help", "defaultConfiguration"},
    "result": {"ruleId", "ruleIndex", "level", "message", "locations"},
    "physicalLocation": {"artifactLocation", "region"},
    "artifactLocation": {"uri", "uriBaseId"},
    "region": {"startLine", "startColumn", "endColumn"},
}


def log(**options: str) -> dict[str, Any]:
    made: dict[str, Any] = json.loads(json.dumps(sarif(FOUND, version="1.2.3", **options)))
    return made


def values(value: Any, key: str = "") -> list[tuple[str, Any]]:
    """Every value of a log with its key."""
    if isinstance(value, dict):
        return [pair for name, part in value.items() for pair in [(name, part), *values(part, name)]]
    return [pair for part in value for pair in values(part, key)] if isinstance(value, list) else []


def test_every_part_has_the_keys_and_types_of_the_schema_and_no_others() -> None:
    made = log()
    (run,) = made["runs"]
    driver, results = run["tool"]["driver"], run["results"]
    for kind, parts in (
        ("log", [made]), ("run", [run]), ("driver", [driver]), ("rule", driver["rules"]), ("result", results),
        ("physicalLocation", [where["physicalLocation"] for r in results for where in r.get("locations", [])]),
    ):  # fmt: skip
        assert all(set(part) <= ALLOWED[kind] for part in parts), kind
    for key, value in values(made):
        assert isinstance(value, TYPES.get(key, object)), key
        assert set(value) <= ALLOWED[key] if key in ALLOWED and isinstance(value, dict) else True, key
    assert (made["version"], run["columnKind"]) == ("2.1.0", "unicodeCodePoints")
    assert {value for key, value in values(made) if key == "level"} <= {"none", "note", "warning", "error"}
    assert all(value >= 1 for key, value in values(made) if key in ("startLine", "startColumn", "endColumn"))


def test_every_code_is_a_rule_with_words_of_help_and_each_result_names_its_own() -> None:
    (run,) = log()["runs"]
    rules = run["tool"]["driver"]["rules"]
    assert tuple(rule["id"] for rule in rules) == codes()
    assert all(rule["help"]["text"] and rule["shortDescription"]["text"] for rule in rules)
    assert [rules[result["ruleIndex"]]["id"] for result in run["results"]] == [r["ruleId"] for r in run["results"]]


def test_places_are_relative_addresses_below_a_base_that_is_declared() -> None:
    (run,) = log(folder="packs/our school/")["runs"]
    places = [place["physicalLocation"] for r in run["results"] for place in r.get("locations", [])]
    assert [place["artifactLocation"] for place in places] == [
        {"uri": "packs/our%20school/a.yaml", "uriBaseId": "PROJECT"},
        {"uri": "packs/our%20school/content/my%20module/m.yaml", "uriBaseId": "PROJECT"},
        {"uri": "content/policy.yaml", "uriBaseId": "LESSONPACK"},
    ]
    assert places[1]["region"] == {"startLine": 3, "startColumn": 5, "endColumn": 9}
    for place in places:
        address = urlsplit(place["artifactLocation"]["uri"])
        assert (address.scheme, address.netloc, address.path[:1] == "/") == ("", "", False)
        assert place["artifactLocation"]["uriBaseId"] in run["originalUriBaseIds"]


def test_a_finding_has_its_weight_and_its_hint_and_no_place_where_it_has_none() -> None:
    (run,) = log()["runs"]
    told = {r["ruleId"]: (r["level"], r["message"]["text"], "locations" in r) for r in run["results"]}
    assert told == {
        "env/no-printer": ("error", "no printer", False),
        "terms/consider": ("note", "think", True),
        "content/empty": ("error", "nothing\nwrite it", True),
        "terms/replaced": ("warning", "old word", True),
    }

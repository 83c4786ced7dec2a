"""Findings as SARIF 2.1.0, the form in which services of continuous integration show them beside the lines at fault."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any
from urllib.parse import quote

from lessonpack.check.catalogue import codes, explain
from lessonpack.check.registry import RULES
from lessonpack.diagnostics import Diagnostic, Span, ordered

SCHEMA = "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json"
_SHIPPED = "lessonpack:"
"""How names of files begin that come with the program."""
_PROJECT, _PROGRAM = "PROJECT", "LESSONPACK"


def sarif(findings: Iterable[Diagnostic], *, version: str, folder: str = "") -> dict[str, Any]:
    """A log with one run: every code as a rule, and the findings by place.

    `folder` is the project's folder as seen from the root of the repository, empty where the two are one. Places are
    relative, so that a log of one computer serves on another (SARIF 2.1.0, 3.4.3).
    """
    names = codes()
    index = {code: position for position, code in enumerate(names)}
    base = f"{quote(folder.strip('/'))}/" if folder.strip("/") not in ("", ".") else ""
    driver = {
        "name": "lessonpack",
        "version": version,
        "rules": [_rule(code) for code in names],
    }
    run = {
        "tool": {"driver": driver},
        "columnKind": "unicodeCodePoints",
        "originalUriBaseIds": {
            _PROJECT: {"description": {"text": "The root of the repository with the project."}},
            _PROGRAM: {"description": {"text": "The files that come with lessonpack."}},
        },
        "results": [_result(finding, index, base) for finding in ordered(findings)],
    }
    return {"$schema": SCHEMA, "version": "2.1.0", "runs": [run]}


def _rule(code: str) -> dict[str, Any]:
    rule = next((rule for rule in RULES if rule.code == code), None)
    _, *said = (line.strip() for line in explain(code).split("\n"))
    return {
        "id": code,
        "shortDescription": {"text": said[0]},
        "fullDescription": {"text": " ".join(said[:2])},
        "help": {"text": "\n".join(said)},
        "defaultConfiguration": {"level": str(rule.severity) if rule else "error"},
    }


def _result(finding: Diagnostic, index: dict[str, int], base: str) -> dict[str, Any]:
    text = f"{finding.message}\n{finding.hint}" if finding.hint else finding.message
    result: dict[str, Any] = {"ruleId": finding.code}
    if finding.code in index:
        result["ruleIndex"] = index[finding.code]
    result |= {"level": str(finding.severity), "message": {"text": text}}
    if finding.span:
        result["locations"] = [{"physicalLocation": _location(finding.span, base)}]
    return result


def _location(span: Span, base: str) -> dict[str, Any]:
    is_shipped = span.file.startswith(_SHIPPED)
    path = quote(span.file.removeprefix(_SHIPPED))
    return {
        "artifactLocation": {
            "uri": path if is_shipped else base + path,
            "uriBaseId": _PROGRAM if is_shipped else _PROJECT,
        },
        "region": {"startLine": span.line, "startColumn": span.column, "endColumn": span.column + span.width},
    }

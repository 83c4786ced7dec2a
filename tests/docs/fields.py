"""`python -m tests.docs.fields` writes the tables of keys in content/README.md anew, from the schema of a module."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from lessonpack.schemas import json_schema

README = Path(__file__).parents[2] / "content/README.md"
START, END = "<!-- keys: written by `python -m tests.docs.fields` -->\n", "<!-- end of keys -->\n"
_EVERYWHERE = ("id", "topics", "bands")
"""Keys that mean the same in each entry; they have a table of their own."""


def tables() -> str:
    """A table for the module, one for what all its entries share, and one for each kind of entry and part of one."""
    schema = json_schema("module")
    kinds: dict[str, Any] = {name: part for name, part in schema["$defs"].items() if "properties" in part}
    of = _lists(schema["properties"])
    within = {_kind(ref): f"`{key}` of {_title(owner, of, {})}" for owner, part in kinds.items()
              for key, value in part["properties"].items() for ref in _refs(value)}  # fmt: skip
    within = {_kind(ref): f"`{key}`" for key, value in schema["properties"].items() for ref in _refs(value)} | within
    shared = {key: kinds["Definition"]["properties"][key] for key in _EVERYWHERE}
    said = [_table("The module", schema), _table("Every entry", {"properties": shared, "required": ["id"]})]
    for name in sorted(kinds, key=lambda name: (name not in of, tuple(of).index(name) if name in of else 0, name)):
        own = {key: value for key, value in kinds[name]["properties"].items() if key not in _EVERYWHERE}
        said.append(_table(_title(name, of, within), {**kinds[name], "properties": own}))
    return "\n".join(said)


def _lists(properties: dict[str, Any]) -> dict[str, str]:
    """Kind of entry -> the key of the module that lists it."""
    lists = ((key, value.get("items", {}).get("$ref", "")) for key, value in properties.items())
    return {_kind(ref): key for key, ref in lists if ref}


def _title(name: str, of: dict[str, str], within: dict[str, str]) -> str:
    return f"`{of[name]}`" if name in of else within.get(name, name)


def _kind(ref: str) -> str:
    return ref.rpartition("/")[2]


def _table(title: str, part: dict[str, Any]) -> str:
    required = part.get("required", ())
    rows = (_row(key, value, is_needed=key in required) for key, value in part["properties"].items())
    return f"### {title}\n\n| Key | | Means |\n|---|---|---|\n" + "".join(rows)


def _row(key: str, value: dict[str, Any], *, is_needed: bool) -> str:
    means = " ".join(value.get("description", "").split()).replace("|", "\\|")
    return f"| `{key}` | {'needed' if is_needed else ''} | {means}{_choices(value)} |\n"


def _refs(value: dict[str, Any]) -> list[str]:
    return [one["$ref"] for one in (value, value.get("items", {}), *value.get("anyOf", ())) if "$ref" in one]


def _choices(value: dict[str, Any]) -> str:
    """The values of a choice."""
    named = (json_schema("module")["$defs"][_kind(ref)] for ref in _refs(value))
    return "".join(" One of " + ", ".join(f"`{one}`" for one in kind["enum"]) + "." for kind in named if "enum" in kind)


def with_tables(text: str) -> str:
    """The document with the tables between its two marks."""
    before, _, rest = text.partition(START)
    return f"{before}{START}\n{tables()}\n{END}{rest.partition(END)[2]}"


if __name__ == "__main__":
    README.write_text(with_tables(README.read_text(encoding="utf-8")), encoding="utf-8")

"""The schemas that editors check with: complete, in words, and no stricter or laxer than the program itself."""

from __future__ import annotations

import inspect
import json
import re
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
import yaml

from lessonpack.api import modeline, write_schemas
from lessonpack.diagnostics import LessonPackError
from lessonpack.load.files import load_help, load_module, load_policy
from lessonpack.model.described import choices_of, meanings_of
from lessonpack.schemas import _ENUMS, FOLDER, MODELS, json_schema, own_schema
from tests.modules import ROOT

CASES = Path(__file__).parent / "load/cases"


class Yaml12(getattr(yaml, "CSafeLoader", yaml.SafeLoader)):  # type: ignore[misc]  # chosen at run time
    """Reads scalars as an editor does: by the core schema of YAML 1.2, where NO and 2009-05-26 are words."""

    yaml_implicit_resolvers: dict[str, Any] = {}  # noqa: RUF012  # PyYAML's own form


for tag, pattern, starts in (
    ("bool", r"true|false", "tf"),
    ("int", r"[-+]?[0-9]+", "-+0123456789"),
    ("float", r"[-+]?[0-9]+\.[0-9]+", "-+0123456789"),
    ("null", r"|~|null", ["", "~", "n"]),
):
    Yaml12.add_implicit_resolver(f"tag:yaml.org,2002:{tag}", re.compile(f"^(?:{pattern})$"), list(starts))


def typed(path: Path) -> Any:
    return yaml.load(path.read_text(encoding="utf-8"), Yaml12)  # noqa: S506  # a SafeLoader


TYPES = {"string": str, "integer": int, "number": (int, float), "boolean": bool, "object": dict, "array": list,
         "null": type(None)}  # fmt: skip
KNOWN = {
    "$schema", "$defs", "$ref", "title", "description", "default", "examples", "enumDescriptions", "type", "enum",
    "const", "anyOf", "oneOf", "properties", "patternProperties", "additionalProperties", "propertyNames", "required",
    "items", "prefixItems", "minItems", "maxItems", "minLength", "maxLength", "pattern", "minimum", "maximum",
    "exclusiveMinimum", "exclusiveMaximum",
}  # fmt: skip


def faults(value: Any, schema: dict[str, Any], root: dict[str, Any], at: str = "") -> Iterator[str]:
    """Where a value is not what a schema asks for: so much of JSON Schema as ours use."""
    assert set(schema) <= KNOWN, set(schema) - KNOWN
    if "$ref" in schema:
        yield from faults(value, root["$defs"][schema["$ref"].removeprefix("#/$defs/")], root, at)
    for choice in ("anyOf", "oneOf"):
        if choice in schema and all(list(faults(value, option, root, at)) for option in schema[choice]):
            yield f"{at}: none of {choice}"
    kinds = schema.get("type", [])
    kinds = kinds if isinstance(kinds, list) else [kinds]
    if kinds and not any(_is(value, kind) for kind in kinds):
        yield f"{at}: {value!r} is no {kinds}"
    if "enum" in schema and value not in schema["enum"]:
        yield f"{at}: {value!r} is not in {schema['enum']}"
    if isinstance(value, str):
        is_short, is_long = len(value) < schema.get("minLength", 0), len(value) > schema.get("maxLength", 10**9)
        if is_short or is_long or ("pattern" in schema and not re.search(schema["pattern"], value)):
            yield f"{at}: {value!r} has not the form"
    if isinstance(value, int | float) and not isinstance(value, bool):
        if not schema.get("minimum", value) <= value <= schema.get("maximum", value):
            yield f"{at}: {value} is out of range"
        if not schema.get("exclusiveMinimum", value - 1) < value < schema.get("exclusiveMaximum", value + 1):
            yield f"{at}: {value} is out of range"
    if isinstance(value, list):
        if not schema.get("minItems", 0) <= len(value) <= schema.get("maxItems", 10**9):
            yield f"{at}: {len(value)} entries"
        first = schema.get("prefixItems", [])
        for index, part in enumerate(value):
            one = first[index] if index < len(first) else schema.get("items", {})
            yield from faults(part, one, root, f"{at}[{index}]")
    if isinstance(value, dict):
        yield from _keys(value, schema, root, at)


def _is(value: Any, kind: str) -> bool:
    is_kind = isinstance(value, TYPES[kind])  # type: ignore[arg-type]  # a table of types
    return is_kind and (kind == "boolean" or not isinstance(value, bool))


def _keys(value: dict[str, Any], schema: dict[str, Any], root: dict[str, Any], at: str) -> Iterator[str]:
    yield from (f"{at}: {name} is missing" for name in schema.get("required", []) if name not in value)
    for name, part in value.items():
        patterns = [s for p, s in schema.get("patternProperties", {}).items() if re.search(p, name)]
        more = schema.get("additionalProperties", True)
        if name in schema.get("properties", {}):
            yield from faults(part, schema["properties"][name], root, f"{at}.{name}")
        elif patterns:
            yield from faults(part, patterns[0], root, f"{at}.{name}")
        elif more is False:
            yield f"{at}: {name} is unknown"
        elif isinstance(more, dict):
            yield from faults(part, more, root, f"{at}.{name}")


def told(kind: str, value: Any) -> list[str]:
    schema = json_schema(kind)
    return list(faults(value, schema, schema))


def properties(schema: Any, at: str = "") -> Iterator[tuple[str, dict[str, Any]]]:
    """Every property at any depth, with its path."""
    if isinstance(schema, dict):
        for name, part in schema.items():
            if name == "properties":
                yield from ((f"{at}.{key}", value) for key, value in part.items())
            yield from properties(part, at if name == "properties" else f"{at}/{name}")
    elif isinstance(schema, list):
        for part in schema:
            yield from properties(part, at)


# ---- words -----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("kind", MODELS)
def test_a_schema_is_closed_and_every_property_has_a_title_and_says_what_it_is(kind: str) -> None:
    schema = json_schema(kind)
    assert schema["additionalProperties"] is False
    assert set(schema["required"]) <= set(schema["properties"])
    found = dict(properties(schema))
    assert [at for at, part in found.items() if not part.get("title") and "$ref" not in part] == []
    assert [at for at, part in found.items() if not part.get("description")] == []
    assert all(part["description"].endswith((".", "?")) for part in found.values())


@pytest.mark.parametrize("kind", _ENUMS.values())
def test_every_choice_is_explained(kind: Any) -> None:
    assert [value for value, said in choices_of(kind).items() if not said] == []


@pytest.fixture
def without_sources(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """As in an installation of compiled files alone."""

    def refused(_: object) -> str:
        raise OSError("could not get source code")

    monkeypatch.setattr(inspect, "getsource", refused)
    for kept in (meanings_of, choices_of):
        kept.cache_clear()
    yield
    for kept in (meanings_of, choices_of):
        kept.cache_clear()


@pytest.mark.usefixtures("without_sources")
def test_faults_are_told_and_schemas_made_where_there_is_no_source(tmp_path: Path) -> None:
    (tmp_path / "module.yaml").write_text('lessonpack: "1"\nid: x\nversion: many\n', encoding="utf-8")
    with pytest.raises(LessonPackError) as raised:
        load_module(tmp_path / "module.yaml", shown="module.yaml")
    assert any(found.span and found.span.line == 3 for found in raised.value.diagnostics)
    assert set(json_schema("module")["required"]) >= {"id", "title"}


@pytest.mark.parametrize("kind", MODELS)
def test_choices_carry_their_meaning_to_the_editor(kind: str) -> None:
    for name, part in json_schema(kind).get("$defs", {}).items():
        if "enum" in part:
            assert name in _ENUMS
            assert len(part["enumDescriptions"]) == len(part["enum"])
            assert all(f"{value}: " in part["description"] for value in part["enum"])


def test_hard_fields_show_examples() -> None:
    module = json_schema("module")["$defs"]
    assert "2009-05-26" in json.dumps(module["Source"]["properties"]["date"])
    assert '"grooming": 1' in json.dumps(module["Definition"]["properties"]["topics"])
    assert '"easy"' in json.dumps(module["Definition"]["properties"]["text"])
    assert json_schema("theme")["$defs"]["Colours"]["properties"]["accent"]["examples"] == ["#1f4e79"]


# ---- truth -----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("path", sorted((ROOT / "content").glob("*/module.yaml")), ids=lambda path: path.parent.name)
def test_the_modules_that_come_with_the_program_are_right_to_an_editor(path: Path) -> None:
    assert told("module", typed(path)) == []


@pytest.mark.parametrize(
    ("kind", "path"),
    [("policy", "content/policy.yaml"), ("help", "content/help.yaml"), ("theme", "templates/standard/theme.yaml")],
)
def test_policy_register_and_theme_are_right_to_an_editor(kind: str, path: str) -> None:
    assert told(kind, typed(ROOT / path)) == []


@pytest.mark.parametrize("path", sorted((ROOT / "templates").glob("*/themes/*.yaml")), ids=lambda path: path.stem)
def test_a_theme_that_says_only_what_differs_is_right_to_an_editor(path: Path) -> None:
    schema = own_schema("theme")
    assert list(faults(typed(path), schema, schema)) == []


def rated(topics: dict[str, int]) -> dict[str, Any]:
    return {"definitions": [{"id": "d", "term": "x", "text": "y", "topics": topics}]}


LOADERS: dict[str, Callable[[Path], object]] = {"module": load_module, "policy": load_policy, "help": load_help}


@pytest.mark.parametrize("path", sorted(CASES.glob("*.yaml")), ids=lambda path: path.stem)
def test_an_editor_refuses_nothing_that_the_program_reads(path: Path) -> None:
    kind = path.stem.partition("-")[0]
    if kind not in LOADERS:
        return
    try:
        LOADERS[kind](path)
    except LessonPackError:
        return
    assert told(kind, typed(path)) == []


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ({"minutes": 4}, ".minutes: 4 is out of range"),
        ({"titel": "x"}, ": titel is unknown"),
        ({"version": "one"}, ".version: 'one' is no ['integer']"),
        ({"questions": [{"id": "q"}]}, ".questions[0]: skill is missing"),
        ({"id": "No Slug"}, ".id: 'No Slug' has not the form"),
        (rated({"a": 6}), ".definitions[0].topics: none"),
        (
            rated({"A-B": 1}),
            ".definitions[0].topics: none",
        ),
    ],
)
def test_an_editor_tells_slips(change: dict[str, Any], said: str) -> None:
    value = {**typed(ROOT / "content/water-cycle/module.yaml"), **change}
    assert any(fault.startswith(said) for fault in told("module", value))


# ---- files -----------------------------------------------------------------------------------------------------------


def test_schemas_are_written_into_a_project_and_its_files_name_them_by_a_relative_path(tmp_path: Path) -> None:
    written = write_schemas(tmp_path)
    assert [path.relative_to(tmp_path).as_posix() for path in written] == [
        f".schemas/{kind}.json" for kind in ("module", "policy", "help", "signoff", "pack", "set", "theme")
    ]
    for kind, path in (("module", "content/a/module.yaml"), ("policy", "content/policy.yaml"), ("theme", "t.yaml"),
                       ("theme", "templates/standard/themes/ours.yaml")):  # fmt: skip
        line = modeline(kind, path)
        assert line.startswith("# yaml-language-server: $schema=")
        target = (tmp_path / path).parent / line.partition("=")[2]
        assert target.resolve() == (tmp_path / FOLDER / f"{kind}.json").resolve()
        assert json.loads(target.resolve().read_text(encoding="utf-8")) == own_schema(kind)
    with pytest.raises(KeyError):
        modeline("poster", "x.yaml")


def test_a_disk_that_refuses_is_told(tmp_path: Path) -> None:
    (tmp_path / FOLDER).write_text("", encoding="utf-8")
    with pytest.raises(LessonPackError) as caught:
        write_schemas(tmp_path)
    assert [d.code for d in caught.value.diagnostics] == ["env/cannot-write"]


def test_of_laid_over_files_no_key_must_be_there_and_of_others_some() -> None:
    assert "required" not in own_schema("policy")
    assert own_schema("module")["required"] == json_schema("module")["required"]

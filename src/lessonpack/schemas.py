"""JSON Schemas of the files of a project, for editors that complete, explain and check while one types.

They say what the models say, in the terms of YAML: what may be typed without quotation marks is a number to an editor.
"""

from __future__ import annotations

import json
from enum import StrEnum
from pathlib import Path, PurePosixPath
from typing import Any

from pydantic import BaseModel
from pydantic.json_schema import GenerateJsonSchema

from lessonpack.diagnostics import LessonPackError, Span, error
from lessonpack.model.audience import Kind
from lessonpack.model.described import choices_of, meanings_of
from lessonpack.model.help import HelpKind, HelpRegistry, HelpStatus
from lessonpack.model.items import ContextKind, ExcerptKind, FactorLevel, OrganiserKind, Skill
from lessonpack.model.module import Module
from lessonpack.model.plan import PackPlan, SetFile
from lessonpack.model.policy import Policy
from lessonpack.model.signoff import SignOffs
from lessonpack.model.source import Originality, SourceStatus, Verification
from lessonpack.theme.tokens import Theme

MODELS: dict[str, type[BaseModel]] = {
    "module": Module,
    "policy": Policy,
    "help": HelpRegistry,
    "signoff": SignOffs,
    "pack": PackPlan,
    "set": SetFile,
    "theme": Theme,
}
FOLDER = ".schemas"
"""Where a project keeps the schemas that its files name in their first line."""
_LAID_OVER = ("policy", "theme")
"""Kinds of which a project's own file says only what differs."""
_ENUMS: dict[str, type[StrEnum]] = {
    kind.__name__: kind
    for kind in (
        ContextKind, ExcerptKind, FactorLevel, HelpKind, HelpStatus, Originality, Kind, OrganiserKind, Skill,
        SourceStatus, Verification,
    )
}  # fmt: skip


def json_schema(kind: str) -> dict[str, Any]:
    """The schema (JSON Schema 2020-12) of one kind of file: `module`, `policy`, `help`, `signoff`, `pack`,
    `set` or `theme`."""
    made = MODELS[kind].model_json_schema(by_alias=True, mode="validation", schema_generator=_Generator)
    for name, part in made.get("$defs", {}).items():
        if name in _ENUMS:
            _explain_choices(part, _ENUMS[name])
    _as_typed(made)
    return {"$schema": GenerateJsonSchema.schema_dialect, **made, "title": f"lessonpack {kind} file"}


def own_schema(kind: str) -> dict[str, Any]:
    """The same for a project's own file: of a policy or theme that is laid over another, no key must be there."""
    made = json_schema(kind)
    if kind in _LAID_OVER:
        for part in (made, *made.get("$defs", {}).values()):
            part.pop("required", None)
    return made


def write_schemas(folder: Path) -> tuple[Path, ...]:
    """Puts the schemas of all kinds into a project's folder. Raises LessonPackError where the disk refuses."""
    written = []
    for kind in MODELS:
        path = folder / FOLDER / f"{kind}.json"
        try:
            path.parent.mkdir(parents=True, exist_ok=True)
            text = json.dumps(own_schema(kind), ensure_ascii=False, indent=2) + "\n"
            path.write_text(text, encoding="utf-8", newline="\n")
        except OSError as fault:
            said = f"the schema cannot be written: {fault.strerror or type(fault).__name__}"
            raise LessonPackError([error("env/cannot-write", Span(path.as_posix()), said)]) from None
        written.append(path)
    return tuple(written)


def modeline(kind: str, path: str) -> str:
    """The first line of a content file by which editors find its schema; `path` is the file's, from its project on.

    Raises KeyError for a kind that has no schema.
    """
    if kind not in MODELS:
        raise KeyError(kind)
    up = "../" * (len(PurePosixPath(path).parts) - 1)
    return f"# yaml-language-server: $schema={up}{FOLDER}/{kind}.json"


class _Generator(GenerateJsonSchema):
    """Titles as words: `Student title`, not `Student_title`."""

    def get_title_from_name(self, name: str) -> str:
        return name.rstrip("_").replace("_", " ").capitalize()

    def field_title_should_be_set(self, schema: Any) -> bool:
        return True

    def model_schema(self, schema: Any) -> dict[str, Any]:
        """With what each field means, from the source."""
        made = super().model_schema(schema)
        for key, words in meanings_of(schema["cls"]).items():
            made["properties"][key]["description"] = words
        return made


def _explain_choices(part: dict[str, Any], kind: type[StrEnum]) -> None:
    """Says of each value what it means, where editors look for it and in the description, where everybody does."""
    said = choices_of(kind)
    part["enumDescriptions"] = [said[value] for value in part["enum"]]
    part["description"] = "\n".join(f"{value}: {said[value]}" for value in part["enum"])
    part["title"] = "One of " + ", ".join(part["enum"])


_LIMITS = {"ge": "minimum", "le": "maximum", "gt": "exclusiveMinimum", "lt": "exclusiveMaximum"}
"""How pydantic calls the limits of what it reads by a function -> how editors know them."""


def _as_typed(schema: Any) -> None:
    """Lets a number stand where words may: unquoted, 116111 is one to an editor, and words to lessonpack."""
    match schema:
        case dict():
            for name, known in _LIMITS.items():
                if isinstance(schema.get(name), int):
                    schema[known] = schema.pop(name)
            if "patternProperties" in schema:
                schema.setdefault("additionalProperties", False)
            if schema.get("const") == "1":
                schema.pop("const")
                schema |= {"type": ["string", "integer"], "enum": ["1", 1]}
            elif schema.get("type") == "string" and "enum" not in schema and _admits_digits(schema.get("pattern")):
                schema["type"] = ["string", "number"]
            for part in schema.values():
                _as_typed(part)
        case list():
            for part in schema:
                _as_typed(part)


def _admits_digits(pattern: str | None) -> bool:
    return pattern is None or pattern.startswith(r"^\S")

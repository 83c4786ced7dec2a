"""JSON Schemas of the content files, for editors that complete and check while one types."""

from __future__ import annotations

from typing import Any

from pydantic import BaseModel

from lessonpack.model.help import HelpRegistry
from lessonpack.model.module import Module
from lessonpack.model.plan import PackPlan, SetFile
from lessonpack.model.policy import Policy
from lessonpack.model.signoff import SignOffs

MODELS: dict[str, type[BaseModel]] = {
    "module": Module,
    "policy": Policy,
    "help": HelpRegistry,
    "signoff": SignOffs,
    "pack": PackPlan,
    "set": SetFile,
}


def json_schema(kind: str) -> dict[str, Any]:
    """The schema (JSON Schema 2020-12) of one kind of file: `module`, `policy`, `help`, `signoff`, `pack` or `set`."""
    schema = MODELS[kind].model_json_schema(by_alias=True)
    return {"$schema": "https://json-schema.org/draft/2020-12/schema", **schema, "title": f"lessonpack {kind} file"}

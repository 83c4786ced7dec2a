"""What stands below each field of a model, and each value of a choice, in its source: messages and schemas alone ask.

Pydantic's own `use_attribute_docstrings` parses all of it whenever a program starts. An installation without sources,
in which compiled files alone lie, has no such words; nothing else is missing there.
"""

from __future__ import annotations

import ast
import inspect
import textwrap
from enum import StrEnum
from functools import cache

from pydantic import BaseModel


@cache
def meanings_of(model: type[BaseModel]) -> dict[str, str]:
    """Key, as it is typed in a file -> what it means; inherited ones as well, and none that has no words below it."""
    said: dict[str, str] = {}
    for kind in reversed(model.__mro__):
        if issubclass(kind, BaseModel) and kind is not BaseModel:
            said |= _below(kind)
    return {field.alias or name: said[name] for name, field in model.model_fields.items() if name in said}


@cache
def choices_of(kind: type[StrEnum]) -> dict[str, str]:
    """Value of a choice -> what it means; empty where there are no words below it."""
    said = _below(kind)
    return {str(value): said.get(value.name, "") for value in kind}


def _below(kind: type) -> dict[str, str]:
    """Name of a field or a value -> the words below it."""
    try:
        source = inspect.getsource(kind)
    except (OSError, TypeError):  # what inspect raises where there is no source
        return {}
    (declared,) = ast.parse(textwrap.dedent(source)).body
    assert isinstance(declared, ast.ClassDef)  # noqa: S101  # tells the type checker
    said = {}
    for line, after in zip(declared.body, declared.body[1:], strict=False):
        match line, after:
            case (
                ast.AnnAssign(target=ast.Name(name)) | ast.Assign(targets=[ast.Name(name)]),
                ast.Expr(ast.Constant(str(words))),
            ):
                said[name] = inspect.cleandoc(words)
    return said

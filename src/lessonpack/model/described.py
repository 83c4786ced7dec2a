"""What stands below each field of a model in its source, read when somebody asks: messages and schemas alone need it.

Pydantic's own `use_attribute_docstrings` parses all of it whenever a program starts.
"""

from __future__ import annotations

import ast
import inspect
import textwrap
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


def _below(kind: type[BaseModel]) -> dict[str, str]:
    (declared,) = ast.parse(textwrap.dedent(inspect.getsource(kind))).body
    assert isinstance(declared, ast.ClassDef)  # noqa: S101  # tells the type checker
    said = {}
    for line, after in zip(declared.body, declared.body[1:], strict=False):
        match line, after:
            case ast.AnnAssign(target=ast.Name(name)), ast.Expr(ast.Constant(str(words))):
                said[name] = inspect.cleandoc(words)
    return said

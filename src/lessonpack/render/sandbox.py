"""The place where templates run: Jinja2 with nothing in it that a lesson does not need.

Autoescape is on, undefined names are faults, no attribute can be changed, and what multiplies output is gone. The
sandbox bounds what a template can reach; it is no wall against one that was written to waste time.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from jinja2 import BaseLoader, Environment, StrictUndefined
from jinja2.exceptions import SecurityError
from jinja2.sandbox import ImmutableSandboxedEnvironment

from lessonpack.render.printing import day, name, number, paragraphs, printed
from lessonpack.render.stamps import Stamps
from lessonpack.select import selection

MAX_MARKUP = 2_000_000
"""Characters that one template may make."""

_KEPT_FILTERS = ("batch", "default", "first", "groupby", "last", "length", "list", "rejectattr", "reverse",
                 "selectattr", "slice", "sort", "unique")  # fmt: skip
_KEPT_TESTS = ("defined", "undefined", "none", "odd", "even", "divisibleby", "equalto", "eq", "ne", "lt", "le", "gt",
               "ge", "in", "sameas")  # fmt: skip


class Sandbox(ImmutableSandboxedEnvironment):
    """Shapes Jinja2; see the module."""

    intercepted_binops = frozenset(("*", "**", "%", "//"))

    def call_binop(self, context: Any, operator: str, left: Any, right: Any) -> Any:
        if operator in ("%", "//") and all(isinstance(side, int) and abs(side) < 10**9 for side in (left, right)):
            return super().call_binop(context, operator, left, right)
        raise SecurityError(f"the operator {operator} is not for templates")

    def is_safe_attribute(self, obj: Any, attr: str, value: Any) -> bool:
        if type(obj).__module__ == selection.__name__:
            # Frozen views, made for templates: all that they hold may be read.
            return not attr.startswith("_")
        # Methods of str can format, repeat and pad without end; templates print strings, they do not build them.
        return not isinstance(obj, str | int) and super().is_safe_attribute(obj, attr, value)


def sandbox(loader: BaseLoader) -> Environment:
    """An environment for the templates that the loader finds."""
    environment = Sandbox(
        loader=loader,
        autoescape=True,
        undefined=StrictUndefined,
        finalize=printed,
        trim_blocks=True,
        lstrip_blocks=True,
        extensions=[Stamps],
        cache_size=100,
        auto_reload=False,
    )
    environment.filters = {kept: environment.filters[kept] for kept in _KEPT_FILTERS}
    environment.tests = {kept: environment.tests[kept] for kept in _KEPT_TESTS}
    own: dict[str, Callable[..., Any]] = {"day": day, "name": name, "number": number, "paragraphs": paragraphs}
    environment.filters.update(own)
    environment.globals = {}
    return environment

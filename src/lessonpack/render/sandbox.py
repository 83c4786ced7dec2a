"""The place where templates run: Jinja2 with nothing in it that a lesson does not need.

Autoescape is on, undefined names are faults, no attribute can be changed, and what multiplies output is gone. The
sandbox bounds what a template can reach; it is no wall against one that was written to waste time.
"""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal
from difflib import get_close_matches
from typing import Any

from jinja2 import BaseLoader, Environment, StrictUndefined, pass_context
from jinja2.exceptions import SecurityError
from jinja2.runtime import Context
from jinja2.sandbox import ImmutableSandboxedEnvironment
from jinja2.utils import missing

from lessonpack.model.text import Text
from lessonpack.model.values import Amount, PartialDate
from lessonpack.render.printing import day, kind_of, name, number, paragraphs, printed, size
from lessonpack.render.stamps import Stamps
from lessonpack.select import selection

MAX_MARKUP = 2_000_000
"""Characters that one template may make."""

_KEPT_FILTERS = ("batch", "default", "first", "groupby", "last", "length", "list", "rejectattr", "reverse",
                 "selectattr", "slice", "sort", "unique")  # fmt: skip
KEPT_TESTS = ("defined", "undefined", "none", "odd", "even", "divisibleby", "equalto", "eq", "ne", "lt", "le", "gt",
               "ge", "in", "sameas")  # fmt: skip


_CLOSED = (str, int, Decimal, Text, Amount, PartialDate)
"""Words and figures are printed as they are: methods of str pad and repeat without end, and those of ours could make
words that pass for an author's."""


class Sandbox(ImmutableSandboxedEnvironment):
    """Shapes Jinja2; see the module."""

    intercepted_binops = frozenset(("*", "**", "%", "//"))

    def call_binop(self, context: Any, operator: str, left: Any, right: Any) -> Any:
        if operator in ("%", "//") and all(isinstance(side, int) and abs(side) < 10**9 for side in (left, right)):
            return super().call_binop(context, operator, left, right)
        raise SecurityError(f"the operator {operator} is not for templates")

    def is_safe_attribute(self, obj: Any, attr: str, value: Any) -> bool:
        if isinstance(obj, _CLOSED):
            return False
        if type(obj).__module__ == selection.__name__:
            # Frozen views, made for templates: all that they hold may be read.
            return not attr.startswith("_")
        return super().is_safe_attribute(obj, attr, value)

    def wrap_str_format(self, value: Any) -> None:
        # Jinja2 asks here first, and would let str.format pad without end; None leaves it to `is_safe_attribute`.
        return None


class _Unknown(StrictUndefined):
    """A name that a template may not use, said in the template's words."""

    @property
    def _undefined_message(self) -> str:
        name, owner = self._undefined_name, self._undefined_obj
        if self._undefined_hint or not isinstance(name, str):
            message: str = super()._undefined_message
            return message
        if owner is missing:
            return f"`{name}` is not known here"
        parts = owner if isinstance(owner, dict) else (part for part in dir(owner) if not part.startswith("_"))
        known = [str(part) for part in parts]
        near = get_close_matches(name, known, n=1, cutoff=0.6)
        more = f"did you mean `{near[0]}`?" if near else f"it has {', '.join(known[:20]) or 'none'}"
        return f"a {kind_of(owner)} has no part `{name}`; {more}"


@pass_context
def _printed(context: Context, value: Any) -> Any:
    # With the context Jinja2 asks at run time; without it, it prints what a template typed in unasked.
    return printed(value)


def sandbox(loader: BaseLoader) -> Environment:
    """An environment for the templates that the loader finds."""
    environment = Sandbox(
        loader=loader,
        autoescape=True,
        undefined=_Unknown,
        finalize=_printed,
        trim_blocks=True,
        lstrip_blocks=True,
        extensions=[Stamps],
        cache_size=100,
        auto_reload=False,
    )
    environment.filters = {kept: environment.filters[kept] for kept in _KEPT_FILTERS}
    environment.tests = {kept: environment.tests[kept] for kept in KEPT_TESTS}
    own: dict[str, Callable[..., Any]] = {
        "day": day,
        "name": name,
        "number": number,
        "paragraphs": paragraphs,
        "size": size,
    }
    environment.filters.update(own)
    environment.globals = {}
    return environment

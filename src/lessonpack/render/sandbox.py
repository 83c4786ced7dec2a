"""The place where templates run: Jinja2 with nothing in it that a lesson does not need.

Autoescape is on, undefined names are faults, no attribute can be changed, what multiplies output is gone, and all that
is left has a price: see `metering` for what a template pays, and `budget` for how much it has.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import is_dataclass
from decimal import Decimal
from difflib import get_close_matches
from typing import Any, cast

from jinja2 import BaseLoader, StrictUndefined, Template, nodes, pass_context
from jinja2.exceptions import SecurityError
from jinja2.runtime import Context, Macro, markup_join
from jinja2.sandbox import ImmutableSandboxedEnvironment
from jinja2.utils import missing

from lessonpack.diagnostics import LessonPackError, Span, error
from lessonpack.model.text import Text
from lessonpack.model.values import Amount, PartialDate
from lessonpack.render.budget import Budget
from lessonpack.render.metering import metered, with_parts, with_price
from lessonpack.render.printing import UnprintableError, day, kind_of, name, number, paragraphs, printed, size
from lessonpack.render.stamps import Stamps
from lessonpack.select import selection, shown
from lessonpack.select.selection import Selection
from lessonpack.select.shown import Signature
from lessonpack.tree.proofs import Ledger

MAX_MARKUP = 1_000_000
"""Characters that one template may make."""

_KEPT_FILTERS = ("batch", "default", "first", "groupby", "last", "length", "list", "rejectattr", "reverse",
                 "selectattr", "slice", "sort", "unique")  # fmt: skip
_PRICED_FILTERS = tuple(name for name in _KEPT_FILTERS if name not in ("default", "first", "last", "length"))
KEPT_TESTS = ("defined", "undefined", "none", "odd", "even", "divisibleby", "equalto", "eq", "ne", "lt", "le", "gt",
               "ge", "in", "sameas")  # fmt: skip


_CLOSED = (str, int, Decimal, list, tuple, Text, Amount, PartialDate)
"""Words, figures and lists are used as they are: methods of str pad and repeat without end, and those of ours could
make words that pass for an author's."""
_STEPS_A_FILE = 100
"""Of looking for a file that is included or imported."""

_UNSEEN = {Selection: frozenset(("is_draft",)), Signature: frozenset(("on",))}
"""What would tell a draft from what was signed: a template that knew could say to pupils what nobody signed."""
_VIEWS = (selection.__name__, shown.__name__)
_RAW = (nodes.ScopedEvalContextModifier, nodes.EvalContextModifier)
"""What `{% autoescape %}` becomes."""


class Sandbox(ImmutableSandboxedEnvironment):
    """Shapes Jinja2; see the module."""

    intercepted_binops = frozenset(("*", "**", "%", "//", "+"))
    budget, ledger = Budget(), Ledger()
    """Of the document that is being rendered; new ones for each."""

    def _parse(self, source: str, name: str | None, filename: str | None) -> nodes.Template:
        parsed = super()._parse(source, name, filename)
        for raw in parsed.find_all(_RAW):
            found = "{% autoescape %} is not for templates: words that are typed stay words"
            hint = "delete it and its end; a tag such as <strong> goes into the template, around what is printed"
            raise LessonPackError(
                [error("template/forbidden", Span(filename or name or "", raw.lineno), found, hint=hint)]
            )
        return parsed

    def _generate(self, source: nodes.Template, *args: Any, **kwargs: Any) -> str:
        return super()._generate(metered(source), *args, **kwargs)

    def _load_template(self, *args: Any, **kwargs: Any) -> Template:
        self.budget.spend(_STEPS_A_FILE)
        return super()._load_template(*args, **kwargs)

    def tick(self, steps: int) -> bool:
        """What a body spends when it runs; true, so that it can stand in a condition."""
        self.budget.spend(steps)
        return True

    def paid(self, value: Any) -> Any:
        return self.budget.metered(value)

    def joined(self, *parts: Any) -> str:
        """The result of `~`."""
        for part in parts:
            if part is None or isinstance(part, bool | list | tuple | dict) or _is_view(part):
                raise UnprintableError(f"~ joins words; this is a {kind_of(part)}" if part is not None else _NO_WORDS)
        made: str = markup_join(parts)
        self.budget.put_together(len(made))
        return made

    def call(__self, __context: Context, __obj: Any, *args: Any, **kwargs: Any) -> Any:  # noqa: N805  # as in Jinja2
        if getattr(__obj, "__self__", None) is __self:
            return __obj(*args)  # what `metered` has put in; the names are Jinja2's own, for macros
        # A macro pays for its body; methods, such as `loop.changed`, for what they are given.
        if not isinstance(__obj, Macro):
            for value in args:
                __self.budget.weigh(value)
        return super().call(__context, __obj, *args, **kwargs)

    def call_binop(self, context: Any, operator: str, left: Any, right: Any) -> Any:
        if operator == "+":
            return self._sum(left, right)
        if operator in ("%", "//") and all(isinstance(side, int) and abs(side) < 10**9 for side in (left, right)):
            return super().call_binop(context, operator, left, right)
        raise SecurityError(f"the operator {operator} is not for templates")

    def _sum(self, left: Any, right: Any) -> Any:
        if isinstance(left, str) and isinstance(right, str):
            self.budget.put_together(len(left) + len(right))
        for side in (left, right):
            if isinstance(side, list | tuple):
                self.budget.spend(len(side))
        return left + right

    def is_safe_attribute(self, obj: Any, attr: str, value: Any) -> bool:
        if isinstance(obj, _CLOSED) or attr in _UNSEEN.get(type(obj), ()):
            return False
        if type(obj).__module__ in _VIEWS:
            # Frozen views, made for templates: all that they hold may be read.
            return not attr.startswith("_")
        return super().is_safe_attribute(obj, attr, value)

    def wrap_str_format(self, value: Any) -> None:
        # Jinja2 asks here first, and would let str.format pad without end; None leaves it to `is_safe_attribute`.
        return None


_NO_WORDS = "~ joins words; here is nothing to join; ask first: {% if pack.x %}...{% endif %}"


def _is_view(value: Any) -> bool:
    return is_dataclass(value) and not isinstance(value, Text)


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
    environment: Sandbox = context.environment  # type: ignore[assignment]  # this is used in no other
    made = printed(value, environment.ledger)
    environment.budget.print(len(made) if isinstance(made, str) else 0)
    return made


def sandbox(loader: BaseLoader) -> Sandbox:
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
        # It would work out filters before anybody counts.
        optimized=False,
    )

    def budget() -> Budget:
        return environment.budget

    filters = cast(dict[str, Callable[..., Any]], environment.filters)
    kept = {name: filters[name] for name in _KEPT_FILTERS}
    kept |= {parting: with_parts(kept[parting]) for parting in ("batch", "slice")}
    kept |= {name: with_price(kept[name], budget) for name in _PRICED_FILTERS}
    environment.filters = cast(Any, kept)
    tests = cast(dict[str, Callable[..., Any]], environment.tests)
    environment.tests = cast(Any, {name: with_price(tests[name], budget) for name in KEPT_TESTS})
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

"""Puts a price on what a template does: rewrites what Jinja2 has parsed, and wraps filters and tests.

Every body (of a loop, a macro, a block, a file) spends a step for each thing in it whenever it runs, so that loops that
print nothing end as well. What Python does in one go, without a body, is weighed before: comparing, joining, slicing,
sorting. No operation is left that costs more than was paid for.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from functools import wraps
from typing import Any, TypeVar, cast

from jinja2 import Environment, nodes
from jinja2.visitor import NodeTransformer

from lessonpack.render.budget import Budget, LimitError

MAX_PARTS = 1_000
"""Columns or rows that `slice` and `batch` make, filled or empty."""
_LETTERS_A_STEP = 64


def metered(template: nodes.Template) -> nodes.Template:
    """The template with calls of `tick`, `paid` and `joined` of its environment in it; lines stay what they are."""
    rewritten: nodes.Template = _Meter().visit(template)
    return rewritten


class _Meter(NodeTransformer):
    def visit(self, node: nodes.Node, *args: Any, **kwargs: Any) -> Any:
        cost = _cost(node.body) if isinstance(node, _BODIES) else 0
        self.generic_visit(node)
        match node:
            case nodes.For():
                _tick(node, node, cost)
                # What its condition turns away never comes to the body.
                node.test = node.test and nodes.And(
                    _call("tick", [nodes.Const(2)], node), node.test, lineno=node.lineno
                )
            case nodes.Macro() | nodes.CallBlock():
                _tick(node, node.body[0] if node.body else node, cost)
            case nodes.Template() | nodes.Block():
                _tick(node, node, cost)
            case nodes.Concat():
                return _call("joined", node.nodes, node)
            case nodes.Compare():
                node.expr = _paid(node.expr)
                for operand in node.ops:
                    operand.expr = _paid(operand.expr)
            case nodes.Getitem(arg=nodes.Slice()):
                node.node = _paid(node.node)
            case nodes.Getitem():
                node.arg = _paid(node.arg)
            case nodes.Pair():
                node.key = _paid(node.key)
            case nodes.Call():
                node.dyn_args = node.dyn_args and _paid(node.dyn_args)
                node.dyn_kwargs = node.dyn_kwargs and _paid(node.dyn_kwargs)
        return node


_BODIES = (nodes.Template, nodes.Block, nodes.Macro, nodes.CallBlock, nodes.For)


def _tick(
    node: nodes.Template | nodes.Block | nodes.Macro | nodes.CallBlock | nodes.For, at: nodes.Node, cost: int
) -> None:
    """Makes the body of the node pay; what is refused is told at the line of `at`."""
    node.body.insert(0, nodes.ExprStmt(_call("tick", [nodes.Const(cost)], at), lineno=at.lineno))


def _paid(node: nodes.Expr) -> nodes.Expr:
    return node if isinstance(node, nodes.Const) else _call("paid", [node], node)


def _call(method: str, arguments: list[nodes.Expr], at: nodes.Node) -> nodes.Call:
    function = nodes.EnvironmentAttribute(method, lineno=at.lineno)
    made = nodes.Call(function, arguments, [], None, None, lineno=at.lineno)
    made.set_lineno(at.lineno).set_environment(cast(Environment, at.environment))
    return made


def _cost(body: Iterable[nodes.Node]) -> int:
    """Steps of a body: the nodes in it and their letters, without bodies inside, which pay for themselves."""
    steps, waiting = 1, list(body)
    while waiting:
        node = waiting.pop()
        steps += 1
        if isinstance(node, nodes.TemplateData | nodes.Const):
            steps += len(str(getattr(node, "data", None) or getattr(node, "value", ""))) // _LETTERS_A_STEP
        if not isinstance(node, _BODIES):
            waiting += node.iter_child_nodes()
    return steps


F = TypeVar("F", bound=Callable[..., Any])


def with_price(function: F, budget: Callable[[], Budget]) -> F:
    """A filter or a test that pays for all it is given."""

    @wraps(function)
    def paying(*arguments: Any, **named: Any) -> Any:
        pay = budget().metered
        return function(*map(pay, arguments), **{key: pay(value) for key, value in named.items()})

    return paying  # type: ignore[return-value]  # the same signature, which wraps() cannot tell


def with_parts(function: F) -> F:
    """`slice` and `batch`, whose number of parts or size is bounded."""

    @wraps(function)
    def bounded(*arguments: Any, **named: Any) -> Any:
        if any(isinstance(given, int) and given > MAX_PARTS for given in (*arguments, *named.values())):
            found = f"`{function.__name__.rpartition('_')[2]}` takes numbers up to {MAX_PARTS:,}"
            raise LimitError("template/too-large", found)
        return function(*arguments, **named)

    return bounded  # type: ignore[return-value]  # the same signature

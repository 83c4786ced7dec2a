"""Puts the sections of a document in another order: a template is read as the list of macro calls that it is.

The tree that Jinja2 makes of the template is rearranged, not its text, so that every fault keeps the line on which its
call was typed.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from difflib import get_close_matches

from jinja2 import nodes

from lessonpack.diagnostics import Diagnostic, LessonPackError, Span, error

OWN_SECTIONS = "sections.html.j2"
"""The file of a template set with sections of one's own: macros that take `pack`."""
_MARGINS = "furniture"
"""Calls of macros whose names end so write the margins of every page. They are no sections, and always stay."""
_OWN = "own_sections"
_HEAD = (nodes.Import, nodes.FromImport, nodes.Assign, nodes.AssignBlock, nodes.Macro)


@dataclass(frozen=True, slots=True)
class Order:
    """The sections of one document as a pack file names them, each with its place; `span` is that of the list."""

    names: tuple[tuple[str, Span], ...]
    span: Span


@dataclass(frozen=True, slots=True)
class Arranged:
    """A template in another order, and the names of its sections that stand in it no more."""

    template: nodes.Template
    left_out: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class _Parts:
    head: list[nodes.Node]
    margins: list[nodes.Expr]
    sections: dict[str, list[nodes.Expr]]


def arrange(template: nodes.Template, own: nodes.Template | None, order: Order, *, file: str) -> Arranged:
    """The template with its sections as the order names them; `own` is the set's file of own sections.

    Raises LessonPackError for a template that is more than a list of sections, and for names that nothing answers to.
    """
    parts = _parts(template, file)
    macros = {macro.name: macro for macro in own.find_all(nodes.Macro)} if own else {}
    faults = list(_misnamed(order, {**parts.sections, **macros}))
    if faults:
        raise LessonPackError(faults)
    body = [*parts.head]
    if macros:
        body.append(nodes.Import(nodes.Const(OWN_SECTIONS), _OWN, True))
    body.append(_output(parts.margins))
    for name, _ in order.names:
        # What a project writes itself answers before what it could have had.
        body.append(_output([_call(macros[name])] if name in macros else parts.sections[name]))
    named = {name for name, _ in order.names}
    made = nodes.Template(body, lineno=1)
    return Arranged(made, tuple(name for name in parts.sections if name not in named))


def section_names(template: nodes.Template, *, file: str) -> tuple[str, ...]:
    """The sections of a template in its own order. Raises LessonPackError for a template that is more than that."""
    return tuple(_parts(template, file).sections)


def _output(calls: list[nodes.Expr]) -> nodes.Output:
    return nodes.Output([piece for call in calls for piece in (call, nodes.TemplateData("\n"))])


def _call(macro: nodes.Macro) -> nodes.Call:
    arguments: list[nodes.Expr] = [nodes.Name("pack", "load")] if macro.args else []
    return nodes.Call(nodes.Getattr(nodes.Name(_OWN, "load"), macro.name, "load"), arguments, [], None, None)


def _parts(template: nodes.Template, file: str) -> _Parts:
    parts = _Parts([], [], {})
    for node in template.body:
        if isinstance(node, _HEAD):
            parts.head.append(node)
        elif isinstance(node, nodes.Output):
            _sort(node, parts, file)
        else:
            raise _no_section(node, file)
    return parts


def _sort(output: nodes.Output, parts: _Parts, file: str) -> None:
    for node in output.nodes:
        if isinstance(node, nodes.TemplateData) and not node.data.strip():
            continue
        name = _called(node)
        if name is None:
            raise _no_section(node, file)
        if name.endswith(_MARGINS):
            parts.margins.append(node)
        else:
            parts.sections.setdefault(name, []).append(node)


def _called(node: nodes.Node) -> str | None:
    """The name of the macro that is called; None for what is no call."""
    match node:
        case nodes.Call(node=nodes.Getattr(attr=str(name))) | nodes.Call(node=nodes.Name(name=str(name))):
            return name
    return None


def _no_section(node: nodes.Node, file: str) -> LessonPackError:
    found = "a pack file orders the sections of this template, and here stands something that is no section"
    hint = "put it into a macro, and call the macro on a line of its own; or leave `sections:` out of the pack file"
    return LessonPackError([error("template/no-section", Span(file, node.lineno), found, hint=hint)])


def _misnamed(order: Order, known: dict[str, object]) -> Iterator[Diagnostic]:
    """pack/unknown-section, pack/section-twice."""
    seen: set[str] = set()
    for name, span in order.names:
        if name in seen:
            yield error("pack/section-twice", span, f"`{name}` is named twice", hint="delete one of the two")
        elif name not in known:
            near = get_close_matches(name, known, n=1, cutoff=0.6)
            hint = f"did you mean `{near[0]}`? " if near else ""
            hint += f"sections here: {', '.join(known)}; write others as macros into {OWN_SECTIONS}"
            yield error("pack/unknown-section", span, f"there is no section `{name}`", hint=hint)
        seen.add(name)

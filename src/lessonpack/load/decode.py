"""Placed plain data -> content models; every fault that validation finds becomes a diagnostic at its place.

Words and hints are made for the person who typed the file. Reading YAML is left to `load.source`, references between
items to `load.resolve`.
"""

from __future__ import annotations

import re
import types
from collections.abc import Iterable, Iterator
from difflib import get_close_matches
from typing import Any, TypeVar, Union, get_args, get_origin

from pydantic import BaseModel, ValidationError
from pydantic_core import ErrorDetails

from lessonpack.diagnostics import Diagnostic, LessonPackError, Span, error
from lessonpack.load.source import read_yaml
from lessonpack.model.described import meanings_of
from lessonpack.model.placed import Mapping, Scalar, place_of
from lessonpack.model.text import ByBand, Levels
from lessonpack.model.values import DATE, FORMS

M = TypeVar("M", bound=BaseModel)


def decode(model: type[M], data: bytes, file: str) -> M:
    """The model that a YAML file describes; `file` is its name for people.

    Raises LessonPackError with all faults of form and content; only a file that cannot be read to its end hides those
    of content.
    """
    faults: list[Diagnostic] = []
    tree = read_yaml(data, file, found=faults)
    try:
        made = decoded(model, tree, file)
    except LessonPackError as fault:
        raise LessonPackError([*faults, *fault.diagnostics]) from None
    if faults:
        raise LessonPackError(faults)
    return made


def decoded(model: type[M], tree: Mapping, file: str, *, context: object = None) -> M:
    """The same for data that was read before; `context` is handed to the model's validators."""
    try:
        return model.model_validate(tree, context=context)
    except ValidationError as fault:
        details = [detail for detail in fault.errors() if not _is_echo(detail)]
        found = [one for detail in details for one in _diagnostics(model, tree, detail, file)]
        raise LessonPackError(found) from None


def mistyped_dates(model: type[BaseModel], tree: Mapping) -> tuple[Scalar, ...]:
    """What stands where the model asks for a date and is typed in another form than the schema's."""
    try:
        model.model_validate(tree)
    except ValidationError as fault:
        typed = (d["input"] for d in fault.errors() if d.get("ctx", {}).get("wanted") == DATE)
        return tuple(scalar for scalar in typed if isinstance(scalar, Scalar))
    return ()


def _diagnostics(model: type[BaseModel], tree: Mapping, detail: ErrorDetails, file: str) -> Iterator[Diagnostic]:
    """One, but for a finding about values that do not go together: such a validator tells several at once."""
    joint = detail.get("ctx", {}).get("faults")
    if joint is None:
        yield _diagnostic(model, tree, detail, file)
        return
    for paths, said in joint:
        places = [place_of(tree, (*detail["loc"], *path)) or Span(file) for path in paths]
        # Of files laid over each other, the uppermost brought about what does not go together.
        span = next((place for place in places if place.file == tree.span.file), places[0])
        near = _meaning(model, (*detail["loc"], *paths[0]))
        yield error(detail["type"].replace("_", "/"), span, said, hint=near)


def _is_echo(detail: ErrorDetails) -> bool:
    """True for a list that is only too short because pydantic left out the entries it found faults in."""
    typed = detail.get("input")
    return detail["type"] == "too_short" and isinstance(typed, list) and len(typed) >= detail["ctx"]["min_length"]


def _diagnostic(model: type[BaseModel], tree: Mapping, detail: ErrorDetails, file: str) -> Diagnostic:
    path = detail["loc"]
    context = detail.get("ctx", {})
    span = context.get("place") or place_of(tree, path) or Span(file)
    kind, name = detail["type"], str(path[-1]) if path else ""
    if kind in ("extra_forbidden", "unexpected_keyword_argument"):
        return _unknown_key(model, tree, path, span)
    if kind in ("missing", "missing_argument"):
        return error("content/missing-key", span, f"the key `{name}` is missing here", hint=_meaning(model, path))
    if "/" in kind:
        return error(kind, span, detail["msg"], hint=_meaning(model, path))
    if kind.startswith("theme_"):
        return error(kind.replace("_", "/"), span, detail["msg"], hint=context.get("hint") or _meaning(model, path))
    if path and path[-1] == "[key]":
        span = _key_span(tree, path[:-1]) or span
    return error("content/wrong-value", span, _said(detail), hint=f"{_near(detail)}{_meaning(model, path)}")


def _near(detail: ErrorDetails) -> str:
    """The allowed value that somebody may have meant, as a question."""
    known = re.findall(r"'([^']*)'", str(detail.get("ctx", {}).get("expected", "")))
    near = get_close_matches(str(detail.get("input")), known, n=1, cutoff=0.5)
    return f"did you mean `{near[0]}`? " if near else ""


def _unknown_key(model: type[BaseModel], tree: Mapping, path: tuple[str | int, ...], span: Span) -> Diagnostic:
    name = str(path[-1])
    allowed = sorted(_fields(_type_at(model, path[:-1])))
    near = get_close_matches(name, allowed, n=1, cutoff=0.6)
    hint = f"did you mean `{near[0]}`?" if near else f"known keys here: {', '.join(allowed)}"
    return error("content/unknown-key", _key_span(tree, path) or span, f"the key `{name}` is not known here", hint=hint)


def _key_span(tree: Mapping, path: tuple[str | int, ...]) -> Span | None:
    """The place of the last key of the path itself, for faults that the key has and not its value."""
    data: Any = tree
    for step in path[:-1]:
        if isinstance(step, int) and isinstance(data, list):
            data = data[step]
        elif isinstance(data, Mapping) and str(step) in data:
            data = data[str(step)]
    return data.key_spans.get(str(path[-1])) if isinstance(data, Mapping) else None


def _said(detail: ErrorDetails) -> str:
    """Pydantic's finding in the words of somebody who never heard of it."""
    typed, context = detail.get("input"), detail.get("ctx", {})
    shown = _shown(typed)
    expected = _EXPECTED.get(detail["type"])
    if expected:
        return f"{expected} expected here, found {shown}"
    if "pattern" in context:
        return f"{shown} does not have the form: {FORMS.get(context['pattern'], context['pattern'])}"
    if "expected" in context:
        return f"{shown} is not one of {context['expected']}"
    for limit, words in (("ge", "at least"), ("gt", "more than"), ("le", "at most"), ("lt", "less than")):
        if limit in context:
            return f"{shown} is out of range; {words} {context[limit]} is allowed"
    for limit, words in (("min_length", "not fewer than"), ("max_length", "not more than")):
        if limit in context:
            return f"{words} {context[limit]} {'characters' if isinstance(typed, str) else 'entries'} may stand here"
    return f"{shown}: {detail['msg'][0].lower()}{detail['msg'][1:]}"


_LINES = "`key: value` lines are"
_EXPECTED = {
    "string_type": "words are",
    "dict_type": _LINES,
    "model_type": _LINES,
    "model_attributes_type": _LINES,
    "dataclass_type": _LINES,
    "tuple_type": "a list with - before each entry is",
    "float_parsing": "a number is",
    "float_type": "a number is",
}


def _shown(typed: object) -> str:
    if isinstance(typed, Mapping):
        return "`key: value` lines"
    return "a list" if isinstance(typed, list) else "nothing" if typed is None else f"{str(typed)[:60]!r}"


# ---- what the schema says at a path ------------------------------------------------------------------------------


def _type_at(model: Any, path: tuple[str | int, ...]) -> Any:
    current = model
    for step in path:
        current = _bare(current)
        if isinstance(current, type) and issubclass(current, BaseModel):
            found = _fields(current).get(str(step))
            current = found.annotation if found is not None else current
        elif current is ByBand:
            # `text: {D: {easy: ...}}`: below the band stand its levels.
            current = Levels if step not in ("mapping", "text") else current
        elif current is not Levels and get_origin(current) in (tuple, list, dict):
            arguments = [a for a in get_args(current) if a is not Ellipsis]
            current = arguments[-1] if arguments else Any
    return _bare(current)


def _bare(annotation: Any) -> Any:
    """Without Annotated and `| None`."""
    while True:
        if get_origin(annotation) is not None and hasattr(annotation, "__metadata__"):
            annotation = get_args(annotation)[0]
        elif get_origin(annotation) in (Union, types.UnionType):
            annotation = next(a for a in get_args(annotation) if a is not type(None))
        else:
            return annotation


def _fields(model: Any) -> dict[str, Any]:
    """Keys that may be typed in a mapping of this type -> their declarations."""
    if model is Levels:
        return {"core": None, "easy": None}
    if isinstance(model, type) and issubclass(model, BaseModel):
        return {field.alias or name: field for name, field in model.model_fields.items()}
    return {}


def _meaning(model: type[BaseModel], path: tuple[str | int, ...]) -> str:
    """The schema's own words on the field at the end of the path, as a hint."""
    names = [str(step) for step in path if isinstance(step, str)]
    while names:
        holder = _type_at(model, tuple(names[:-1]))
        field = _fields(holder).get(names[-1])
        if field is not None:
            meaning = " ".join(meanings_of(holder).get(names[-1], "").split())
            shown = next(_examples(field.annotation, field.metadata, field.examples), None)
            example = f" For example: {names[-1]}: {_written(shown)}" if shown is not None else ""
            return f"{names[-1]}: {meaning}{example}" if meaning else ""
        names.pop()
    return ""


def _examples(annotation: Any, metadata: Iterable[Any] = (), shown: list[Any] | None = None) -> Iterator[Any]:
    """What a declaration shows as examples, its own before those of the types that it is made of."""
    yield from reversed(shown or ())
    for more in (*metadata, *getattr(annotation, "__metadata__", ())):
        yield from reversed(getattr(more, "examples", None) or ())
    for part in get_args(annotation):
        yield from _examples(part)


def _written(value: Any) -> str:
    """An example as one types it into YAML."""
    if isinstance(value, dict):
        return "{" + ", ".join(f"{key}: {_written(part)}" for key, part in value.items()) + "}"
    return f'"{value}"' if str(value).startswith("#") else str(value)

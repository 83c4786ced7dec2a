"""What Jinja2 found wrong in a template -> a finding at its line and column, with what may stand there instead.

Jinja2 knows lines alone: the column is where the line has the name that the fault is about.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import replace
from difflib import get_close_matches

from jinja2 import TemplateNotFound, TemplateSyntaxError, UndefinedError
from jinja2.exceptions import SecurityError

from lessonpack.diagnostics import Diagnostic, Span, error
from lessonpack.render.budget import LimitError
from lessonpack.render.printing import UnprintableError
from lessonpack.render.sandbox import KEPT_TESTS

_BLOCKS = ("if", "for", "set", "macro", "call", "import", "from", "include", "extends", "block", "filter", "with")
_CONDITION = "{% if pack.questions %}...{% endif %}"
_INCLUDED = "{% include 'blocks.html.j2' %}"
_ENDING = ".html.j2"
_PRINTED = "{{ pack.module.title }}"


def finding(fault: Exception, span: Span, *, text: str, filters: Iterable[str], templates: Iterable[str]) -> Diagnostic:
    """The finding for a fault at a line, in words for authors; `text` is the template's, empty if nobody knows it."""
    return _plainer(_worded(fault, span, text=text, filters=filters, templates=templates))


def _worded(fault: Exception, span: Span, *, text: str, filters: Iterable[str], templates: Iterable[str]) -> Diagnostic:
    """The finding as Jinja2 and Python word it."""
    said = str(fault).partition("\n")[0]
    line = text.split("\n")[span.line - 1] if 0 < span.line <= text.count("\n") + 1 else ""
    match fault:
        case TemplateNotFound() if not isinstance(fault.name, str):
            message = "a template is named by words in quotation marks"
            return error("template/not-found", _at(span, line, ""), message, hint=f"for example {_INCLUDED}")
        case TemplateNotFound():
            hint = (
                _near(str(fault.name), templates, "there are")
                + f" `lessonpack where` explains; for example {_INCLUDED}"
            )
            place = _at(span, line, str(fault.name))
            return error("template/not-found", place, f"there is no template called {fault.name}", hint=hint)
        case TemplateSyntaxError():
            message = fault.message or "this is not a template"
            return error("template/syntax", _at(span, line, _named(message)), message, hint=_syntax(message, filters))
        case SyntaxError():
            # Python's own, for what Jinja2 made of the template: some 20 loops inside one another.
            message = f"the template cannot be read: {fault.msg}"
            hint = f"put the inner loops into a macro; for example {_MACRO}"
            return error("template/syntax", Span(span.file), message, hint=hint)
        case UndefinedError():
            return error("template/undefined", _at(span, line, _named(said)), said, hint=_undefined(said, text))
        case SecurityError():
            hint = f"a template prints what content has, in any order; filters: {', '.join(sorted(filters))}"
            return error("template/forbidden", _at(span, line, _named(said)), said, hint=hint)
        case LimitError() | MemoryError() | RecursionError():
            return _spent(fault, _at(span, line, ""))
        case UnprintableError():
            hint = f"print one text, figure, date or id; for example {_PRINTED}"
            return error("template/unprintable", _at(span, line, _named(said)), said, hint=hint)
        case _:
            return error("template/failed", _at(span, line, _named(said)), said or type(fault).__name__,
                         hint=_failed(said))  # fmt: skip


def _spent(fault: LimitError | MemoryError | RecursionError, place: Span) -> Diagnostic:
    """The finding for a template that asks for more work than one does."""
    match fault:
        case LimitError():
            hint = f"a template puts in order what there is, once; for example {_CONDITION}"
            return error(fault.code, place, str(fault), hint=hint)
        case MemoryError():
            return error("template/too-large", place, "the template needs more memory than there is",
                         hint=f"a template puts in order what there is, once; for example {_CONDITION}")  # fmt: skip
        case RecursionError():
            message = "the template calls itself without end"
            hint = f"a macro calls others, never itself; for example {_MACRO}"
            return error("template/recursion", place, message, hint=hint)


_MACRO = "{% macro entry(item) %}<p>{{ item.text }}</p>{% endmacro %}"


def _named(message: str) -> str:
    """The name in quotation marks or backticks that a message is about; the last one, which is what was found."""
    found = re.findall(r"`([^`]+)`|'([^']+)'", message.partition(";")[0])
    if "expected token" in message or "of '" in message:
        found = found[-1:] if "expected token" in message else found[:1]
    return next((one or other for one, other in found), "") or _OPERATOR.sub(r"\1", message)


_OPERATOR = re.compile(r"^the operator (\S+) .*$|^.*$", re.DOTALL)


def _at(span: Span, line: str, name: str) -> Span:
    """The place of a name in a line, inside braces where it stands there; else where the first brace opens."""
    inside = [match.span() for match in re.finditer(r"\{[{%].*?(?:[%}]\}|$)", line)]
    places = [match.span() for match in _found(name, line)]
    places.sort(key=lambda place: not any(start <= place[0] < end for start, end in inside))
    start, end = (places or [(first, first + 2) for first, _ in inside] or [(0, 1)])[0]
    return Span(span.file, span.line, start + 1, max(1, end - start))


def _found(name: str, line: str) -> Iterable[re.Match[str]]:
    if not name or len(name) > 60:
        return ()
    # A name stands for itself alone: `x` is not in `text`.
    before, after = (r"(?<!\w)" if name[0].isalnum() else ""), (r"(?!\w)" if name[-1].isalnum() else "")
    return re.finditer(before + re.escape(name) + after, line)


def _near(name: str, known: Iterable[str], otherwise: str) -> str:
    listed = sorted(set(known))
    # What all names end in would make them alike.
    near = get_close_matches(
        name.removesuffix(_ENDING), [one.removesuffix(_ENDING) for one in listed], n=1, cutoff=0.65
    )
    ending = _ENDING if name.endswith(_ENDING) else ""
    return f"did you mean `{near[0]}{ending}`?" if near else f"{otherwise}: {', '.join(listed)}."


def _syntax(message: str, filters: Iterable[str]) -> str:
    name = _named(message)
    if "unknown tag" in message and not name.startswith("end"):
        return f"{_near(name, _BLOCKS, 'known here')} For example {_CONDITION}"
    if "No filter" in message:
        return f"{_near(name, filters, 'filters here')} For example {{{{ figure.value | number(language) }}}}"
    if "No test" in message:
        return f"{_near(name, KEPT_TESTS, 'tests here')} For example {{% if item is defined %}}...{{% endif %}}"
    return f"what {{{{ or {{% opens ends on }}}} or %}}, and each block has its end; for example {_CONDITION}"


def _undefined(said: str, text: str) -> str:
    example = f"for example {_PRINTED}"
    if "not known here" not in said:
        return f"{example}"
    own = re.findall(r"\b(?:as|set|for|macro)\s+([A-Za-z_]\w*)|\bimport\s+([A-Za-z_]\w*)\s*%", text)
    known = {"pack", "language", *(name for pair in own for name in pair if name)}
    near = _near(_named(said), known, "known here")
    return f"{near} A template knows `pack`, `language` and what it imports or sets; {example}"


def _failed(said: str) -> str:
    if "No test named" in said:
        return _syntax(said, ())
    if "language" in said or "missing 1 required" in said:
        return "for example {{ note.as_of | day(language) }}"
    if "iterable" in said:
        return "ask first whether it is there; for example {% if pack.questions %}{% for q in pack.questions %}..."
    return f"templates put texts in order and calculate nothing; for example {_CONDITION}"


# What is said -> the same in plainer words (or "" to leave it), and a hint.
_PLAINER: tuple[tuple[str, str, str], ...] = (
    (r"unexpected char (.+) at \d+", r"\1 stands where Jinja2 knows no such character", "close every quotation mark"),
    (r"unexpected '[/}]'", "", "an expression ends with }}"),
    (r"Missing end of comment tag", "a comment is never closed", "a comment ends with #}"),
    (r"Encountered unknown tag '(do|elseif|else if|elsif)'.*", r"there is no {% \1 %}",
     "there are for, if, elif, else, set, macro, call, import, include, extends and block"),
    (r"Encountered unknown tag '(end\w+)'\. Jinja was looking for .*block that needs to be closed is '(\w+)'\.",
     r"{% \1 %} stands where {% end\2 %} is missing", "the block that was opened last is closed first"),
    (r"Encountered unknown tag '(end\w+)'\.", r"{% \1 %} closes nothing", "delete it, or open the block before it"),
    (r"Unexpected end of template\..*block that needs to be closed is '(set)'\.", r"{% \1 %} has no value and no end",
     "{% set x = ... %}, or {% set x %}...{% endset %}"),
    (r"Unexpected end of template\..*block that needs to be closed is '(\w+)'\.", r"{% \1 %} is never closed",
     r"write {% end\1 %} where it ends"),
    (r"expected token 'as'.*", "", "{% import 'blocks.html.j2' as b with context %}"),
    (r"expected token 'in'.*", "", "{% for x in pack.definitions %}"),
    (r"(day|number)\(\) missing 1 required positional argument: 'language'", r"| \1 needs the language",
     r"write | \1(language)"),
    (r"can only concatenate str .*", "+ adds numbers alone", "join words with ~"),
    (r"parameter '(\w+)' was not provided", r"the macro was called without `\1`",
     "name it in the brackets of the call"),
    (r"macro '(\w+)' takes not more than 0 argument\(s\)", r"the macro `\1` takes nothing in its brackets",
     r"call it as \1()"),
    (r"`range` is not known here", "", "go through what there is: {% for x in pack.definitions %}"),
    (r"the operator \* is not for templates", "",
     "<answer-lines/> makes lines to write on; looks belong into theme.yaml"),
    (r"access to attribute '(\w+)' of 'str' object is unsafe\.", r"`\1` of words is not for templates",
     "words are printed as they were written"),
    (r"access to attribute '(\w+)' of '(\w+)' object is unsafe\.", r"`\1` of a \2 is not for templates", ""),
    (r"cannot assign attribute on non-namespace object", "what was selected cannot be changed",
     "{% set x = ... %} makes a name of your own"),
    (r"\w+ object has no element (\d+)", r"there is no element \1; they are counted from 0", "ask with {% if %} first"),
)  # fmt: skip


def _plainer(found: Diagnostic) -> Diagnostic:
    """The finding in plainer words, with a better hint where there is one."""
    said = found.message
    if match := re.fullmatch(r"No filter named '(\w+)'\.?", said):
        return replace(found, message=f"there is no filter `{match[1]}`")
    for pattern, message, hint in _PLAINER:
        if match := re.fullmatch(pattern, said):
            return replace(found, message=match.expand(message) or said, hint=match.expand(hint) or found.hint)
    return found

"""What Jinja2 and Python say of a template's faults -> what an author of templates can do about it."""

from __future__ import annotations

import re
from dataclasses import replace

from lessonpack.diagnostics import Diagnostic

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


def plainer(finding: Diagnostic) -> Diagnostic:
    """The finding in words for authors, with a better hint where there is one."""
    said = finding.message
    if match := re.fullmatch(r"No filter named '(\w+)'\.?", said):
        return replace(finding, message=f"there is no filter `{match[1]}`")
    for pattern, message, hint in _PLAINER:
        if match := re.fullmatch(pattern, said):
            return replace(finding, message=match.expand(message) or said, hint=match.expand(hint) or finding.hint)
    return finding

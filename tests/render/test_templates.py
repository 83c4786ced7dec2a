"""What a template may do, what it may not, and at which line it is told."""

from __future__ import annotations

from pathlib import Path

import pytest
from jinja2 import DictLoader, Environment

from lessonpack.diagnostics import LessonPackError
from lessonpack.render.sandbox import sandbox
from lessonpack.render.templates import FAULTS
from lessonpack.tree.walk import text_of
from tests.documents import document
from tests.render.project import a_selection, markup_of, parsed, refused, templates, told


def words_of(folder: Path, template: str) -> str:
    """What the template says below the title."""
    return text_of(document(*parsed(folder, student=template).blocks[1:])).partition("\n")[2]


# ---- slips ---------------------------------------------------------------------------------------------------------

# A template -> line, code, and a part of the message.
REFUSED: dict[str, tuple[str, int, str, str]] = {
    "unknown name": ("<p>x</p>\n<p>{{ pak }}</p>", 2, "undefined", "`pak` is not known here"),
    "unknown part": ("\n\n<p>{{ pack.qestions }}</p>", 3, "undefined", "did you mean `questions`?"),
    "unknown part of an item": ("{{ pack.definitions[0].txt }}", 1, "undefined", "a definition has no part `txt`"),
    "unknown part in a filter": ("{{ pack.nope | day(language) }}", 1, "undefined", "no part `nope`"),
    "unknown part in a condition": ("\n{% if pack.nope %}{% endif %}", 2, "undefined", "no part `nope`"),
    "unknown key": ("{{ {'a': 1}.b }}", 1, "undefined", "a dict has no part `b`"),
    "unknown macro": ("{% import 'blocks.html.j2' as b with context %}{{ b.qestions([]) }}", 1, "undefined",
                      "did you mean `questions`?"),
    "too few items": ("{{ pack.definitions[9].id }}", 1, "undefined", "no element 9"),
    "nothing": ("<p>\n{{ pack.definitions[0].example }}</p>", 2, "unprintable", "{% if pack.x %}"),
    "nothing that is typed": ("{{ none }}", 1, "unprintable", "nothing is there to print"),
    "yes or no": ("{{ pack.has_easy }}", 1, "unprintable", "a yes or no cannot be printed"),
    "whether it is a draft": ("\n{% if pack.is_draft %}a{% endif %}", 2, "forbidden", "`is_draft` of a Selection"),
    "when somebody signed": ("\n{% if pack.sign_offs[0].on %}a{% endif %}", 2, "forbidden", "`on` of a Signature"),
    "words as markup": ("\n{% autoescape false %}<p>a</p>{% endautoescape %}", 2, "forbidden", "{% autoescape %}"),
    "an import of what is no name": ("\n{% import pack as p %}", 2, "not-found", "in quotation marks"),
    "yes that is typed": ("{{ true }}", 1, "unprintable", "a yes or no cannot be printed"),
    "all of it": ("{{ pack }}", 1, "unprintable", "a whole selection cannot be printed"),
    "a list": ("{{ pack.definitions }}", 1, "unprintable", "a whole list cannot be printed"),
    "a list that is typed": ("{{ [1, 2] }}", 1, "unprintable", "a whole list cannot be printed"),
    "an item": ("{{ pack.definitions[0] }}", 1, "unprintable", "a whole definition cannot be printed"),
    "a macro": ("{% macro m() %}{% endmacro %}{{ m }}", 1, "unprintable", "a whole macro cannot be printed"),
    "a fraction": ("{{ 7 / 2 }}", 1, "unprintable", "a whole float cannot be printed"),
    "a figure": ("{{ pack.statistics[0].value }}", 1, "unprintable", "a figure with `| number`"),
    "a date": ("{{ pack.context[0].as_of }}", 1, "unprintable", "a date with `| day`"),
    "the day of nothing": ("\n{{ pack.statistics[0].period | day(language) }}", 2, "unprintable", "nothing is there"),
    "the day of words": ("{{ '2009' | day(language) }}", 1, "unprintable", "| day prints a date; this is a str"),
    "the figure of nothing": ("{{ none | number(language) }}", 1, "unprintable", "nothing is there"),
    "the figure of a date": ("{{ pack.context[0].as_of | number('en') }}", 1, "unprintable", "this is a date"),
    "paragraphs of words": ("{% for p in 'a' | paragraphs %}{% endfor %}", 1, "unprintable", "parts a text"),
    "a language that is none": ("{{ pack.context[0].as_of | day('tlh') }}", 1, "unprintable", "the language 'tlh'"),
    "a day without a language": ("{{ pack.context[0].as_of | day }}", 1, "failed", "needs the language"),
    "an id that is none": ("{{ 'call-08001111' | name }}", 1, "unprintable", "prints the id of an item"),
    "a selection of its own": ("{% set pack = {'kept': ['x1']} %}{{ 'x1' | name }}", 1, "unprintable", "the id"),
    "multiplied words": ("{{ 'a' * 1000000000 }}", 1, "forbidden", "the operator *"),
    "multiplied lists": ("{{ [1] * 1000000000 }}", 1, "forbidden", "the operator *"),
    "powers": ("{{ 9 ** 999999999 }}", 1, "forbidden", "the operator **"),
    "padding by per cent": ("{{ '%999999999d' % 1 }}", 1, "forbidden", "the operator %"),
    "padding by format": ("{{ '{:999999999d}'.format(1) }}", 1, "forbidden", "`format` of words"),
    "padding by format_map": ("{{ '{a:999999999d}'.format_map({'a': 1}) }}", 1, "forbidden", "`format_map` of words"),
    "padding": ("{{ 'a'.ljust(999999999) }}", 1, "forbidden", "`ljust` of words"),
    "padding a reason": ("{{ pack.audience.role.ljust(999999999) }}", 1, "forbidden", "`ljust` of a Role"),
    "methods of words": ("{{ pack.module.code.upper() }}", 1, "forbidden", "`upper` of words"),
    "methods of numbers": ("{{ (5).to_bytes(999999999) }}", 1, "forbidden", "`to_bytes` of a int"),
    "methods of texts": ("{{ pack.module.title.of('d1') }}", 1, "forbidden", "`of` of a Text"),
    "words of one's own": ("{{ pack.module.title.parse('112') }}", 1, "forbidden", "`parse` of a Text"),
    "figures of one's own": ("{{ pack.statistics[0].value.parse('112') | number('en') }}", 1, "forbidden", "`parse`"),
    "the class of things": ("{{ pack.__class__.__mro__ }}", 1, "forbidden", "`__class__` of a Selection"),
    "the class of nothing": ("{{ ().__class__.__base__.__subclasses__() }}", 1, "forbidden", "`__class__` of a tuple"),
    "the program's names": ("{% macro m() %}{% endmacro %}{{ m._environment }}", 1, "forbidden", "`_environment` of a"),
    "changing a list": ("{{ [].append(1) }}", 1, "forbidden", "`append` of a list"),
    "changing the selection": ("{% set pack.title = 1 %}", 1, "failed", "cannot be changed"),
    "range": ("{% for n in range(9) %}{% endfor %}", 1, "undefined", "`range` is not known here"),
    "lipsum": ("{{ lipsum() }}", 1, "undefined", "`lipsum` is not known here"),
    "namespace": ("{% set n = namespace() %}", 1, "undefined", "`namespace` is not known here"),
    "unescaping": ("\n{{ '<b>' | safe }}", 2, "syntax", "no filter `safe`"),
    "a filter that multiplies": ("{{ 'a' | center(999999999) }}", 1, "syntax", "no filter `center`"),
    "a filter that reaches anything": ("{{ pack | attr('x') }}", 1, "syntax", "no filter `attr`"),
    "a filter that does": ("{{ [1] | map('x') | list }}", 1, "syntax", "no filter `map`"),
    "a test that is none": ("{{ [1] | selectattr('a', 'nope') | list }}", 1, "failed", "No test named 'nope'"),
    "dividing by nothing": ("\n\n{{ 7 // 0 }}", 3, "failed", "by zero"),
    "parts of nothing": ("{{ [1] | slice(0) | list }}", 1, "failed", "by zero"),
    "a number too large": ("{{ 1e400 // 1 }}", 1, "failed", "inf"),
    "a number without end": ("{{ " + "9" * 5000 + " }}", 1, "failed", "4300 digits"),
    "sums of all sorts": ("{{ 1 + 'a' }}", 1, "failed", "unsupported operand"),
    "going through nothing": ("{% for x in none %}{% endfor %}", 1, "failed", "not iterable"),
    "an expression without its end": ("<p>x</p>\n<p>{{ pack.x", 2, "syntax", "unexpected end of template"),
    "a block without its end": ("\n{% if pack %}\n", 2, "syntax", "{% if %} is never closed"),
    "a block that is none": ("\n{% do x %}", 2, "syntax", "there is no {% do %}"),
    "a line of Python": ("{% import os %}", 1, "syntax", "expected token 'as'"),
    "an include of nothing": ("\n{% include 'nope.html.j2' %}", 2, "not-found", "nope.html.j2"),
    "an include of no name": ("\n{% include none %}", 2, "not-found", "in quotation marks"),
    "an include of one of none": ("\n{% include ['a', 'b'] %}", 2, "not-found", "b"),
    "an import of nothing": ("\n\n{% import 'nope.html.j2' as b %}", 3, "not-found", "nope.html.j2"),
    "a parent that is none": ("\n{% extends 'nope.html.j2' %}", 2, "not-found", "nope.html.j2"),
    "an include from outside": ("{% include '../../../secret' %}", 1, "not-found", "../../../secret"),
    "an include from the root": ("{% include '/etc/passwd' %}", 1, "not-found", "/etc/passwd"),
    "an include of itself": ("\n{% include 'student.html.j2' %}", 2, "recursion", "calls itself without end"),
    "a macro that calls itself": ("\n{% macro m() %}\n{{ m() }}{% endmacro %}{{ m() }}", 3, "recursion", "itself"),
    "brackets without end": ("{{ " + "(" * 900 + "1" + ")" * 900 + " }}", 1, "recursion", ""),
    "loops without end": ("{% for a in [1] %}" * 25 + "{% endfor %}" * 25, 1, "syntax", "nested blocks"),
    "conditions without end": ("{% if 1 %}" * 110 + "{% endif %}" * 110, 1, "syntax", "indentation"),
}  # fmt: skip


@pytest.mark.parametrize("slip", REFUSED)
def test_a_template_is_refused_at_its_line(slip: str, tmp_path: Path) -> None:
    template, line, code, said = REFUSED[slip]
    findings = refused(tmp_path, student=template)
    place, found = told(findings)[0].split(" ")
    assert (len(findings), place.rpartition(":")[0], found) == (1, f"student.html.j2:{line}", f"template/{code}")
    assert said in findings[0].message
    assert findings[0].hint


# A template -> the words at the column of the fault, and parts of its hint: what is allowed, the nearest, an example.
POINTED: dict[str, tuple[str, str, tuple[str, ...]]] = {
    "unknown name": ("<p>a pak {{ pak }}</p>", "pak", ("`pack`?", "`language`", "{{ pack.module.title }}")),
    "name of an import": ("{% import 'blocks.html.j2' as b %}{{ bb.x }}", "bb", ("did you mean `b`?",)),
    "unknown part": ("<p>{{ pack.qestions }}</p>", "qestions", ("{{ pack.module.title }}",)),
    "unknown filter": ("{{ 1 | numbr }}", "numbr", ("did you mean `number`?", "| number(language)")),
    "far filter": ("{{ 1 | safe }}", "safe", ("filters here: batch, day, default", "| number(language)")),
    "unknown test": ("{% if 1 is defind %}{% endif %}", "defind", ("did you mean `defined`?", "is defined %}")),
    "unknown tag": ("{% fore x in y %}", "fore", ("did you mean `for`?", "{% if pack.questions %}")),
    "wrong end": ("{% for q in pack.notes %}{% endif %}", "endif", ("the block that was opened last is closed first",)),
    "forbidden method": ("{{ pack.module.code.upper() }}", "upper", ("words are printed as they were written",)),
    "operator": ("{{ 2 ** 9 }}", "**", ("filters: batch, day",)),
    "template": ("{% include 'block.html.j2' %}", "block.html.j2", ("did you mean `blocks.html.j2`?", "{% include ")),
    "nothing": ("<p>{{ none }}</p>", "{{", ("print one text", "{{ pack.module.title }}")),
}  # fmt: skip


@pytest.mark.parametrize("slip", POINTED)
def test_a_fault_points_at_its_words_and_says_what_may_stand_there(slip: str, tmp_path: Path) -> None:
    template, words, hints = POINTED[slip]
    (found,) = refused(tmp_path, student=template)
    assert found.span is not None
    start = found.span.column - 1
    assert template[start : start + found.span.width] == words
    assert [hint for hint in hints if hint not in found.hint] == []


def test_in_a_macro_the_line_is_the_macros(tmp_path: Path) -> None:
    mine = "{% macro m(x) %}\n\n{{ x.nope }}\n{% endmacro %}"
    student = "\n{% import 'mine.html.j2' as m %}\n{{ m.m(pack) }}"
    assert told(refused(tmp_path, student=student, mine=mine)) == ["mine.html.j2:3:6 template/undefined"]


def test_in_an_import_that_cannot_be_read_the_line_is_the_imports(tmp_path: Path) -> None:
    student = "\n{% import 'mine.html.j2' as m %}"
    assert told(refused(tmp_path, student=student, mine="\n\n\n{% if %}")) == ["mine.html.j2:4:1 template/syntax"]


def test_a_template_that_is_not_there_is_named(tmp_path: Path) -> None:
    with pytest.raises(LessonPackError) as caught:
        templates(tmp_path).render("poster", a_selection())
    assert str(caught.value) == (
        "templates/standard/poster.html.j2:1:1: error template/not-found: there is no template called poster.html.j2"
    )


@pytest.mark.parametrize("encoding", ["utf-16", "latin-1"])
def test_a_template_in_another_encoding_is_refused(encoding: str, tmp_path: Path) -> None:
    made = templates(tmp_path, student="<p>x</p>")
    path = tmp_path / "templates/standard/student.html.j2"
    path.write_bytes("<p>à faire</p>".encode(encoding))
    with pytest.raises(LessonPackError) as caught:
        made.render("student", a_selection())
    assert told(caught.value.diagnostics) == ["student.html.j2:1:1 template/encoding"]


def test_a_byte_order_mark_and_lines_of_windows_change_nothing(tmp_path: Path) -> None:
    made = templates(tmp_path, student="")
    path = tmp_path / "templates/standard/student.html.j2"
    path.write_bytes(b"\xef\xbb\xbf<p>a\r\nb</p>\r\n{{ pack.nope }}")
    with pytest.raises(LessonPackError) as caught:
        made.render("student", a_selection())
    assert told(caught.value.diagnostics) == ["student.html.j2:3:9 template/undefined"]


def test_a_template_that_makes_too_much_is_stopped(tmp_path: Path) -> None:
    deep = "{% for a in l %}" * 6 + "<p>words, words, words</p>" + "{% endfor %}" * 6
    student = "{% set l = [1, 2, 3, 4, 5, 6, 7, 8, 9, 10] %}" + deep
    assert told(refused(tmp_path, student=student)) == ["student.html.j2:1:1 template/too-large"]


def test_filters_and_tests_meet_anything_without_a_traceback() -> None:
    values = ["none", "''", "'<b>'", "5", "1.5", "[]", "[3, 1]", "{'a': 1}", "pack", "pack.definitions", "pack.nope",
              "pack.module.title", "pack.context[0].as_of", "pack.statistics[0].value", "language"]  # fmt: skip
    arguments = ["", "()", "(0)", "(-1)", "('x')", "(none)", "(attribute='id')", "(1, 2)"]
    environment = sandbox(DictLoader({}))
    for name in environment.filters:
        for argument in arguments:
            for value in values:
                assert refused_or_printed(environment, f"{{{{ {value} | {name}{argument} }}}}") is not None
    for test in environment.tests:
        for value in values:
            assert refused_or_printed(environment, f"{{% if {value} is {test}(0) %}}x{{% endif %}}") is not None


def refused_or_printed(environment: Environment, expression: str) -> str | None:
    try:
        return "".join(environment.from_string(expression).generate(pack=a_selection(), language="en"))
    except FAULTS as fault:
        return type(fault).__name__


# ---- what it may do ------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("template", "words"),
    [
        ("<p>{{ 7 // 2 }}, {{ 7 % 4 }}, {{ 1 + 2 }}</p>", "3, 3, 3"),
        ("<p>{{ 'a' ~ 'b' ~ 1 }}</p>", "ab1"),
        ("<p>{{ pack.definitions[0].term }}</p>", "term d1"),
        ("<p>{{ pack['definitions'][0].term }}</p>", "term d1"),
        ("{% for p in pack.definitions[0].text | paragraphs %}<p>{{ p }}</p>{% endfor %}", "One.\nTwo, see this."),
        ("<p>{{ pack.definitions[0].text }}</p>", "One. Two, see this."),
        ("<p>{{ pack.context[0].as_of | day(language) }}</p>", "May 2019"),
        ("<p>{{ pack.statistics[0].value | number(language) }}</p>", "1,751.50"),
        ("<p>{{ pack.definitions[0].id | name }}</p>", "d1"),
        ("<p>{{ pack.definitions[0].example or 'none' }}</p>", "none"),
        ("<p>{{ [3, 1, 2] | sort | first }}{{ [3, 1, 2] | reverse | list | first }}</p>", "12"),
        ("<p>{% for x in [1, 2] %}{{ x }}{{ ', ' if not loop.last else '.' }}{% endfor %}</p>", "1, 2."),
        ("<p>{{ language }}</p>", "en"),
        ("<p>{% raw %}{{ x }}{% endraw %}</p>", "{{ x }}"),
    ],
)
def test_a_template_may(template: str, words: str, tmp_path: Path) -> None:
    assert words_of(tmp_path, template) == words


def test_a_template_of_the_project_answers_before_the_shipped_one(tmp_path: Path) -> None:
    mine = "{% macro title(pack) %}<h1>Mine</h1>{% endmacro %}"
    student = "{% import 'blocks.html.j2' as b with context %}{{ b.title(pack) }}"
    assert 'at="lessonpack:templates/standard/blocks.html.j2:' in markup_of(tmp_path, student=student)
    assert markup_of(tmp_path, student=student, blocks=mine) == (
        '<h1 at="templates/standard/blocks.html.j2:1:24">Mine</h1>'
    )

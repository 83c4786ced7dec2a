"""YAML text -> plain data with places, or every reason why not. Nothing is guessed and nothing is executed.

All scalars stay text: a country code NO, a phone number 0800 and a figure 1.10 come out as they were typed. What the
data must look like is left to `load.decode`.
"""

from __future__ import annotations

import re
import unicodedata
from itertools import islice
from typing import Any

import yaml

from lessonpack.diagnostics import Diagnostic, LessonPackError, Span, error
from lessonpack.model.placed import Mapping, Scalar, Sequence, SourceText

MAX_BYTES = 2_000_000
MAX_DEPTH = 50
MAX_NODES = 100_000

# C0 and C1 controls but tab and line feed, line ends that only YAML knows, lone surrogates, the BOM inside a text.
_CONTROL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u2028\u2029\ud800-\udfff\ufeff\ufffe\uffff]")
# Embeddings and overrides turn the order of what is read: a digit of a phone number may show elsewhere (UTR 36, 3.2).
_HIDING = re.compile("[\u202a-\u202e\u2066-\u2069]")
_SURELY_SAFE = 5_000
"""Levels that libyaml composes without trouble, by a factor of ten."""
_MANY = 50
"""Findings of one kind after which a file is not searched further."""


class _Loader(getattr(yaml, "CSafeLoader", yaml.SafeLoader)):  # type: ignore[misc]  # chosen at run time
    def resolve(self, kind: type[yaml.Node], value: str | None, implicit: object) -> str:
        """Every untagged scalar is a string; any other tag was typed by somebody."""
        return _TAGS[kind]

    def descend_resolver(self, current_node: object, current_index: object) -> None:
        """Paths that give tags are not used; PyYAML asks for every node."""

    def ascend_resolver(self) -> None:
        """As above."""


_TAGS = {
    yaml.ScalarNode: "tag:yaml.org,2002:str",
    yaml.SequenceNode: "tag:yaml.org,2002:seq",
    yaml.MappingNode: "tag:yaml.org,2002:map",
}


def read_yaml(data: bytes, file: str, *, found: list[Diagnostic] | None = None) -> Mapping:
    """The mapping that a YAML file holds; `file` is its name for people.

    With a list `found`, faults that leave the rest readable (duplicate keys, tags, merges) are put there instead.

    Raises LessonPackError with all faults of the file's form: encoding, control characters, syntax, tags, duplicate
    keys, depth, size.
    """
    text = _text(data, file)
    faults = _hidden_characters(text, file)
    if faults:
        raise LessonPackError(faults)
    _refuse_unmerged(text, file)
    _refuse_deep(text, file)
    try:
        root = yaml.compose(text, _Loader)
    except yaml.MarkedYAMLError as fault:
        raise LessonPackError([_syntax(fault, file)]) from None
    except yaml.YAMLError as fault:
        raise LessonPackError([error("yaml/syntax", Span(file), str(fault).splitlines()[0])]) from None
    if root is None:
        raise LessonPackError([error("yaml/empty", Span(file), "the file is empty")])
    if "*" in text:
        _refuse_large(root, file)
    reader = _Reader(SourceText(file, text))
    value = reader.value(root)
    if not isinstance(value, Mapping) and not reader.faults:
        reader.faults.append(error("yaml/not-a-mapping", _span(root, file), "the file must be a list of `key: value`"))
    if reader.faults and (found is None or not isinstance(value, Mapping)):
        raise LessonPackError(reader.faults)
    if found is not None:
        found += reader.faults
    assert isinstance(value, Mapping)  # noqa: S101  # follows from the two lines above; tells the type checker
    return value


def _text(data: bytes, file: str) -> str:
    if len(data) > MAX_BYTES:
        found = f"the file has {len(data):,} bytes; at most {MAX_BYTES:,} are read"
        raise LessonPackError([error("yaml/too-large", Span(file), found, hint="split it into several modules")])
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        raise LessonPackError([error("yaml/encoding", Span(file), "the file is saved as UTF-16", hint=_SAVE_UTF8)])
    data = data.removeprefix(b"\xef\xbb\xbf")
    try:
        return _unix_lines(data.decode())
    except UnicodeDecodeError as fault:
        span = _span_after(_unix_lines(data[: fault.start].decode()), file)
        found = f"byte 0x{data[fault.start]:02x} is not UTF-8"
        raise LessonPackError([error("yaml/encoding", span, found, hint=_SAVE_UTF8)]) from None


def _unix_lines(text: str) -> str:
    return text.replace("\r\n", "\n").replace("\r", "\n")


def _span_after(before: str, file: str) -> Span:
    return Span(file, before.count("\n") + 1, len(before) - before.rfind("\n"))


_SAVE_UTF8 = "save the file with the encoding UTF-8"


def _hidden_characters(text: str, file: str) -> list[Diagnostic]:
    faults = []
    for pattern, code, what in (
        (_CONTROL, "yaml/control-character", "cannot be printed"),
        (_HIDING, "yaml/hidden-character", "changes the order in which text is shown"),
    ):
        for match in islice(pattern.finditer(text), _MANY):
            found = f"the character U+{ord(match.group()):04X} {what}"
            hint = "delete it; it may have come with pasted text"
            faults.append(error(code, _span_after(text[: match.start()], file), found, hint=hint))
    if piled := _piled(text):
        found = f"{len(piled)} marks are piled up on one letter, and cover the lines around it"
        hint = f"no language piles up more than {_MOST_MARKS}; delete them"
        faults.append(error("yaml/piled-marks", _span_after(text[: text.index(piled)], file), found, hint=hint))
    return faults


def _piled(text: str) -> str:
    """The first marks, one on the other, that are more than a letter bears; empty where there are none."""
    runs = (run.group() for run in _NO_LETTERS.finditer(text))
    return next((run for run in runs if all(unicodedata.category(c) in ("Mn", "Me") for c in run)), "")


_MOST_MARKS = 4
"""Hebrew with its points and its signs for reading aloud comes to four."""
_NO_LETTERS = re.compile(rf"[^\w\s\x00-\x7f]{{{_MOST_MARKS + 1},}}")


def _refuse_unmerged(text: str, file: str) -> None:
    marker = re.search(r"(?m)^(<{7}|>{7})( |$)", text)
    if marker:
        hint = "keep one of the two versions, and delete the lines <<<<<<<, ======= and >>>>>>>"
        found = "two versions of this part stand here; nobody has merged them yet"
        raise LessonPackError([error("yaml/conflict", _span_after(text[: marker.start()], file), found, hint=hint)])


def _refuse_deep(text: str, file: str) -> None:
    """libyaml composes by recursion and takes the whole process down at some 50,000 levels: look before composing.

    Levels are opened by brackets, or by what stands at the start of a line; where there are too few of both for that,
    the reader's own limit is early enough. Else only libyaml's events tell: brackets in quotes open nothing.
    """
    starts = max(map(len, re.findall(r"(?m)^[ ?:-]+", text)), default=0)
    if text.count("[") + text.count("{") + starts < _SURELY_SAFE:
        return
    depth = 0
    try:
        for event in yaml.parse(text, _Loader):
            depth += isinstance(event, yaml.CollectionStartEvent) - isinstance(event, yaml.CollectionEndEvent)
            if depth > MAX_DEPTH:
                raise LessonPackError([_too_deep(_span(event, file))])
    except yaml.YAMLError:
        return  # the same fault is met, and told, when the text is composed


def _refuse_large(root: yaml.Node, file: str) -> None:
    """Counts nodes as if aliases were written out, without writing them out: an alias bomb is refused unwalked."""
    measured: dict[int, tuple[int, int]] = {}
    open_nodes: set[int] = set()

    def size_and_depth(node: yaml.Node) -> tuple[int, int]:
        if id(node) in measured:
            return measured[id(node)]
        if id(node) in open_nodes:
            raise LessonPackError([error("yaml/alias", _span(node, file), "this part contains itself by an alias")])
        open_nodes.add(id(node))
        parts = [size_and_depth(child) for child in _children(node)]
        open_nodes.discard(id(node))
        depth = 1 + max((d for _, d in parts), default=0)
        if depth > MAX_DEPTH:
            raise LessonPackError([_too_deep(_span(node, file))])
        measured[id(node)] = (1 + sum(s for s, _ in parts), depth)
        return measured[id(node)]

    total, _ = size_and_depth(root)
    if total > MAX_NODES:
        raise LessonPackError([_too_many(total, _span(root, file))])


def _too_many(total: int, span: Span) -> Diagnostic:
    found = f"the file holds {total:,} values or more, aliases counted in full; at most {MAX_NODES:,} are read"
    return error("yaml/too-large", span, found, hint="split it, or use fewer aliases")


def _too_deep(span: Span) -> Diagnostic:
    return error("yaml/too-deep", span, f"more than {MAX_DEPTH} levels of nesting", hint="check the indentation")


def _children(node: yaml.Node) -> list[yaml.Node]:
    if isinstance(node, yaml.MappingNode):
        return [part for pair in node.value for part in pair]
    return list(node.value) if isinstance(node, yaml.SequenceNode) else []


def _span(marked: yaml.Node | yaml.Event, file: str) -> Span:
    start, end = marked.start_mark, marked.end_mark
    if not start or not end:
        return Span(file)
    is_on_one_line = isinstance(marked, yaml.ScalarNode) and end.line == start.line
    return Span(file, start.line + 1, start.column + 1, max(1, end.column - start.column) if is_on_one_line else 1)


class _Reader:
    """Nodes -> placed data, collecting faults."""

    def __init__(self, source: SourceText) -> None:
        self.source = source
        self.faults: list[Diagnostic] = []
        self.count = 0
        self._line_starts = [0, *(m.end() for m in re.finditer("\n", source.text))]

    def value(self, node: yaml.Node, depth: int = 1) -> Mapping | Sequence | Scalar | None:
        span = _span(node, self.source.file)
        self.count += 1
        if self.count > MAX_NODES:
            raise LessonPackError([_too_many(self.count, Span(span.file))])
        if isinstance(node, yaml.ScalarNode):
            return self._scalar(node, span)
        if depth > MAX_DEPTH:
            raise LessonPackError([_too_deep(span)])
        kind = "map" if isinstance(node, yaml.MappingNode) else "seq"
        self._refuse_tag(node, kind, span)
        if isinstance(node, yaml.MappingNode):
            return Mapping.at(span, self._pairs(node, depth + 1))
        return Sequence.at(span, [self._placed(child, depth + 1) for child in node.value])

    def _placed(self, node: yaml.Node, depth: int) -> tuple[Mapping | Sequence | Scalar | None, Span]:
        made = self.value(node, depth)
        return made, _span(node, self.source.file) if made is None else made.span

    def _scalar(self, node: yaml.ScalarNode, span: Span) -> Scalar | None:
        self._refuse_tag(node, "str", span)
        is_plain = node.style is None or node.style == ""
        if is_plain and node.value in ("", "~", "null"):
            return None
        start, end = (self._line_starts[m.line] + m.column for m in (node.start_mark, node.end_mark))
        made = Scalar.at(node.value, span, source=self.source, start=start, end=end, is_plain=is_plain)
        if node.style == '"':
            # Escapes admit what the text itself was searched for.
            for fault in _hidden_characters(node.value, self.source.file):
                self.faults.append(error(fault.code, span, fault.message + " (written as an escape)", hint=fault.hint))
        return made

    def _refuse_tag(self, node: yaml.Node, kind: str, span: Span) -> None:
        if node.tag not in (f"tag:yaml.org,2002:{kind}", "!"):
            # Tags admit escapes too (%1B): what is shown on a terminal must not steer it.
            shown = "".join(c if c.isprintable() else "?" for c in node.tag.replace("tag:yaml.org,2002:", "!!"))
            hint = "delete the tag; the schema says what kind of value stands here"
            self.faults.append(error("yaml/tag", span, f"the tag {shown} is not read", hint=hint))

    def _pairs(self, node: yaml.MappingNode, depth: int) -> list[tuple[str, Span, Any, Span]]:
        pairs: dict[str, tuple[str, Span, Any, Span]] = {}
        for key_node, value_node in node.value:
            span = _span(key_node, self.source.file)
            if not (isinstance(key_node, yaml.ScalarNode) and str(key_node.value).isprintable()):
                self.faults.append(error("yaml/key", span, "a key must be a plain word, on one line"))
                continue
            key = str(key_node.value)
            self._refuse_tag(key_node, "str", span)
            if key == "<<":
                hint = "write the fields out; a reader of the file then sees them"
                self.faults.append(error("yaml/merge", span, "merging with << is not read", hint=hint))
            elif key in pairs:
                first = pairs[key][1]
                found = f"the key `{key}` stands here for the second time; it was first given in line {first.line}"
                self.faults.append(error("yaml/duplicate-key", span, found, hint="keep one of the two"))
            else:
                pairs[key] = (key, span, *self._placed(value_node, depth))
        return list(pairs.values())


_PLAIN_WORDS = (
    ("mapping values are not allowed", "a colon followed by a space starts a value; put the text in quotes"),
    ("found character that cannot start any token", "a text that starts with this character needs quotes; no tabs"),
    ("found unexpected end of stream", "a quotation mark or bracket that was opened here is never closed"),
    ("did not find expected ',' or ']'", "a list in [brackets] needs a comma between its entries and a closing ]"),
    ("did not find expected ',' or '}'", "in {braces}, a comma, a closing } or a second quotation mark is missing"),
    ("did not find expected key", "the line does not line up with the keys above it, or a quote is not closed"),
    ("did not find expected '-' indicator", "a list must go on with - at the same depth"),
    ("could not find expected ':'", "a key must be followed by a colon and a space"),
    ("found undefined alias", "a text that starts with * needs quotes"),
    ("while scanning an alias", "a text that starts with * needs quotes"),
    ("while scanning an anchor", "a text that starts with & needs quotes"),
    ("found another document", "keep one document in a file; delete the line ---"),
)


def _syntax(fault: yaml.MarkedYAMLError, file: str) -> Diagnostic:
    mark = fault.problem_mark or fault.context_mark
    if fault.context_mark and "unexpected end of stream" in (fault.problem or ""):
        mark = fault.context_mark  # what is never closed is looked for where it was opened
    span = Span(file, mark.line + 1, mark.column + 1) if mark else Span(file)
    problem = fault.problem or "the text is not YAML"
    hint = next((words for known, words in _PLAIN_WORDS if known in f"{problem} {fault.context or ''}"), "")
    if fault.context and fault.context_mark and fault.context_mark.line != (mark.line if mark else -1):
        problem += f" ({fault.context} that starts in line {fault.context_mark.line + 1})"
    return error("yaml/syntax", span, problem, hint=hint)

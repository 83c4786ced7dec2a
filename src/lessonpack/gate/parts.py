"""The parts that no document may lack: each has a proof, and the policy says which documents need it."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from lessonpack.diagnostics import Diagnostic, error
from lessonpack.gate.case import Case, holds
from lessonpack.model.audience import Kind
from lessonpack.model.text import Text
from lessonpack.select.written import DATE_ITEM
from lessonpack.tree.nodes import Block, Heading, HelpBox, Table, Timeline, WriteIn
from lessonpack.tree.walk import all_lines, every_block, lines_of, plain

Proof = Callable[[Case], bool]
"""True where the part is there, or where this document has no need of it."""


def _title(case: Case) -> bool:
    blocks = case.blocks
    titles = [plain(block.children) for block in blocks if isinstance(block, Heading) and block.level == 1]
    return holds(titles, case.selection.module.title)


def _name_line(case: Case) -> bool:
    return any(isinstance(block, WriteIn) for block in every_block(_outside_help(case)))


def _outside_help(case: Case) -> list[Block]:
    return [block for block in case.document.blocks if not isinstance(block, HelpBox)]


_WITH_LABEL = ("opt_out", "grounding", "trusted_adult")
"""Parts of `care` that a template may introduce on the same line; all others are lines of their own."""


def _of_care(part: str) -> Proof:
    def proof(case: Case) -> bool:
        words: Text | tuple[Text, ...] | None = getattr(case.selection.care, part, None)
        texts = words if isinstance(words, tuple) else (words,)
        return case.says(*texts) if part in _WITH_LABEL else case.says_alone(*texts)

    return proof


def _ground_rules(case: Case) -> bool:
    """Students read them; their teacher has them in the words of the class."""
    care = case.selection.class_care if case.is_teacher else case.selection.care
    return care is None or case.says_alone(*care.ground_rules)


def _caution(case: Case) -> bool:
    doubtful = {e.id for e in case.selection.excerpts if not e.citation.source.is_verified}
    return not (doubtful & case.items()) or case.says(case.selection.module.caution)


def _objectives(case: Case) -> bool:
    return case.says(*case.selection.module.objectives)


def _plan(case: Case) -> bool:
    tables = [block for block in case.blocks if isinstance(block, Table)]
    rows = [{plain(line) for cell in row.cells for line in all_lines(cell.blocks)} for t in tables for row in t.body]
    return all(
        any(holds(row, task.title) and str(task.minutes) in row for row in rows) for task in case.selection.activities
    )


def _activities(case: Case) -> bool:
    """How each is run, and what stands of it on the sheet."""
    tasks = case.selection.activities
    return case.says(*(words for task in tasks for words in (task.teacher, task.intro, *task.steps)))


def _sources(case: Case) -> bool:
    """A list of them: each with its number beside its title, and with the rights to it."""
    numbered = [line.words for line in case.lines if any(run.origin.item for run in line.runs)]
    return all(
        any(words.startswith(str(source.number)) and holds([words], source.title) for words in numbered)
        and case.says(source.rights)
        for source in case.selection.sources
        if source.title
    )


def _answer_key(case: Case) -> bool:
    selection = case.selection
    answers = [question.answer for question in selection.questions]
    answers += [task.answer for task in selection.activities]
    answers += [comparison.answer for comparison in selection.comparisons]
    answers += [organiser.answer for organiser in selection.organisers]
    slips = [slip for question in selection.questions for slip in question.misconceptions]
    return case.says(*answers, *(words for slip in slips for words in (slip.wrong, slip.right)))


def _safeguarding_lead(case: Case) -> bool:
    care = case.selection.care
    blanks = [block for block in case.blocks if isinstance(block, WriteIn)]
    labels = [plain(label) for block in blanks for label in lines_of(block)]
    return care is None or holds(labels, care.trusted_adult)


def _help(case: Case) -> bool:
    """A guide names every help line, checked or to be checked; for a student's sheet see gate/no-help."""
    return not case.is_teacher or {entry.id for entry in case.selection.help} <= case.items()


def _left_out(case: Case) -> bool:
    raised = [text for decision in case.selection.raised for text in (decision.what, decision.reason)]
    return case.says(*raised) and all(row.said in case.said for row in case.selection.left_out)


def _profile(case: Case) -> bool:
    return case.says(*(row.topic for row in case.selection.profile))


def _waivers(case: Case) -> bool:
    return case.says(*(waiver.reason for waiver in case.selection.waivers))


def _sign_off(case: Case) -> bool:
    """Each role has a blank for itself and one for the day, or stands beside the day on which it has signed."""
    blanks = [tuple(map(plain, block.labels)) for block in case.blocks if isinstance(block, WriteIn)]
    is_open = {labels[0] for labels in blanks if len(labels) == 2}
    lines = [(line.words, {run.text for run in line.runs if run.origin.item == DATE_ITEM}) for line in case.lines]
    return all(
        str(role.name) in is_open
        if role.on is None
        else any(words.startswith(f"{role.name}: ") and days & case.held.dates for words, days in lines)
        for role in case.selection.sign_offs
    )


_IN_THE_NOTE = "{{ b.content_note(pack.care) }}, in a guide {{ b.prepare(pack) }}"
_IN_THE_HELP_BOX = "{{ b.help(pack) }}, in a guide {{ b.disclosure(pack) }}"

PROOFS: dict[str, tuple[Proof, str]] = {
    "title": (_title, "<h1>{{ pack.module.title }}</h1>"),
    "name_line": (_name_line, "{{ b.name_line() }}"),
    "content_note": (_of_care("content_note"), _IN_THE_NOTE),
    "ground_rules": (
        _ground_rules,
        "{{ b.ground_rules(pack.care) }}, in a guide {{ b.prepare(pack) }}: every rule",
    ),
    "opt_out": (_of_care("opt_out"), _IN_THE_NOTE),
    "grounding": (_of_care("grounding"), _IN_THE_NOTE),
    "not_your_fault": (_of_care("not_your_fault"), _IN_THE_HELP_BOX),
    "trusted_adult": (_of_care("trusted_adult"), _IN_THE_HELP_BOX),
    "closing": (_of_care("closing"), "{{ b.help(pack) }}, in a guide {{ b.prepare(pack) }}"),
    "private": (_of_care("private"), "{{ b.help(pack) }}, in a guide {{ b.prepare(pack) }}"),
    "disclosure": (_of_care("disclosure"), "{{ b.disclosure(pack) }}, with every step"),
    "caution": (_caution, "{{ pack.module.caution }} beside the excerpts"),
    "objectives": (_objectives, "{{ b.overview(pack) }}, with every objective"),
    "plan": (_plan, "{{ b.plan(pack.activities) }}: a table with title and minutes of every activity"),
    "activities": (_activities, "{{ b.teacher_activities(pack.activities) }}, with every step"),
    "sources": (_sources, "{{ b.bibliography(pack.sources, pack.module) }}: number, title and rights of every source"),
    "answer_key": (_answer_key, "{{ b.answer_key(pack.questions) }}, and the answers of activities and comparisons"),
    "safeguarding_lead": (_safeguarding_lead, "a <write-in> with <blank>{{ pack.care.trusted_adult }}</blank>"),
    "help": (_help, "{{ b.help_to_do(pack.help) }}, with every help line"),
    "left_out": (_left_out, "{{ b.left_out(pack) }}, with every reason"),
    "profile": (_profile, "{{ b.left_out(pack) }}, with every topic of `pack.profile`"),
    "waivers": (_waivers, "{{ b.left_out(pack) }}, with the reason of every waiver"),
    "sign_off": (
        _sign_off,
        "{{ b.sign_off(pack) }}: for every role a <write-in> with two blanks, the role and the day",
    ),
}
"""Part of the policy's `required` -> how it is proved, and what to put back."""


def parts(case: Case) -> Iterator[Diagnostic]:
    """gate/part-missing: a part that the policy asks of such a document is not in it."""
    for name in case.selection.required:
        proof, put_back = PROOFS[name]
        if not proof(case):
            message = f"the document leaves out the part `{name}`, which the policy asks of every document of this kind"
            yield error("gate/part-missing", case.template, message, hint=f"put back {put_back}")


_MOST_WITHOUT_LINE = 2
"""Years of sources that make no line: a guide with more shows them along time."""
_READ = ("definitions", "context", "excerpts", "statistics", "comparisons", "factors", "questions", "activities")
_SECTIONS = {
    Kind.STUDENT: _READ,
    Kind.CARDS: ("definitions",),
    Kind.ORGANISERS: ("organisers",),
    Kind.TEACHER: (*_READ, "organisers", "notes"),
}


def sections(case: Case) -> Iterator[tuple[str, int]]:
    """Sections of the selection with items of which the document says nothing, and how many these are."""
    said = case.items()
    for name in _SECTIONS[case.selection.audience.document]:
        missing = sum(view.id not in said for view in getattr(case.selection, name))
        if missing:
            yield name, missing
    if len(case.selection.years) > _MOST_WITHOUT_LINE and not any(isinstance(block, Timeline) for block in case.blocks):
        yield "years", len(case.selection.years)
    links = sum(not case.says(link.label) for link in case.selection.links)
    if links:
        yield "links", links

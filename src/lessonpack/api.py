"""The public names: what programs that use lessonpack, and its own command line, may import.

    load(path) -> Module                        compose(selection, templates, today=...) -> Document
    check(module, policy, today=...)            write(document, theme, format) -> Rendition
    select(module, audience, policy, ...)       build(project, module, request) -> Pack

`load`, `build` and a `Project` read files, `save` and `put_preview` write them; paths and today's date are arguments,
and nothing reads the clock.
"""

from lessonpack import __version__
from lessonpack.check.catalogue import explain, listed, nearest
from lessonpack.check.registry import check
from lessonpack.diagnostics import Diagnostic, LessonPackError, Severity, Span, explained, ordered
from lessonpack.doctor import file_report, project_report
from lessonpack.load.files import load_module as load
from lessonpack.load.schema import MODELS as SCHEMAS
from lessonpack.load.schema import json_schema
from lessonpack.model.audience import Audience, Kind, Level, Role
from lessonpack.output import placed, save
from lessonpack.pack import DOCUMENTS, FORMATS, HANDED_OUT, Pack, PackFile, PackRequest, Press, build, pressed, write
from lessonpack.preview import put_preview
from lessonpack.printing.cups import chosen_printer, command_line
from lessonpack.printing.cups import lp as lp_program
from lessonpack.printing.cups import send as send_to_printer
from lessonpack.printing.impose import PrintForm, Source, impose
from lessonpack.printing.impose import library as print_library
from lessonpack.printing.job import Prepared, Wishes, by_hand, by_hand_unopened, prepare
from lessonpack.project import STANDARD, Project
from lessonpack.render.compose import compose
from lessonpack.select.rules import kind_of
from lessonpack.select.select import select
from lessonpack.sign import Recorded, sign
from lessonpack.theme.tokens import PAPERS_MM
from lessonpack.tree.dump import dump
from lessonpack.write.writer import Format, PrintPlan, Rendition

PAPERS = tuple(PAPERS_MM)

__all__ = [
    "DOCUMENTS",
    "FORMATS",
    "HANDED_OUT",
    "PAPERS",
    "SCHEMAS",
    "STANDARD",
    "Audience",
    "Diagnostic",
    "Format",
    "Kind",
    "LessonPackError",
    "Level",
    "Pack",
    "PackFile",
    "PackRequest",
    "Prepared",
    "Press",
    "PrintForm",
    "PrintPlan",
    "Project",
    "Recorded",
    "Rendition",
    "Role",
    "Severity",
    "Source",
    "Span",
    "Wishes",
    "__version__",
    "build",
    "by_hand",
    "by_hand_unopened",
    "check",
    "chosen_printer",
    "command_line",
    "compose",
    "dump",
    "explain",
    "explained",
    "file_report",
    "impose",
    "json_schema",
    "kind_of",
    "listed",
    "load",
    "lp_program",
    "nearest",
    "ordered",
    "placed",
    "prepare",
    "pressed",
    "print_library",
    "project_report",
    "put_preview",
    "save",
    "select",
    "send_to_printer",
    "sign",
    "write",
]

"""The public names: what programs that use lessonpack, and its own command line, may import.

    load(path) -> Module                        compose(selection, templates, today=...) -> Document
    check(module, policy, today=...)            write(document, theme, format) -> Rendition
    select(module, audience, policy, ...)       build(project, module, request) -> Pack

`load`, `build`, `mended` and a `Project` read files; `save`, `put_preview`, `write_schemas` and `Mended.write` write
them. Paths and today's date are arguments, and nothing reads the clock.
"""

from lessonpack import __version__
from lessonpack.cache import BuildCache
from lessonpack.check.catalogue import explain, listed, nearest
from lessonpack.check.registry import check
from lessonpack.check.sarif import sarif
from lessonpack.diagnostics import (
    INTERNAL,
    Diagnostic,
    LessonPackError,
    Paint,
    Severity,
    Span,
    explained,
    ordered,
    unpainted,
)
from lessonpack.doctor import file_report, project_report
from lessonpack.load.files import load_module as load
from lessonpack.mend.mend import Mended, mended
from lessonpack.model.audience import Audience, Kind, Level, Role
from lessonpack.model.plan import PackPlan
from lessonpack.output import placed, save
from lessonpack.pack import DOCUMENTS, FORMATS, HANDED_OUT, Pack, PackFile, PackRequest, Press, build, pressed, write
from lessonpack.plan import arranged
from lessonpack.preview import put_preview
from lessonpack.printing.cups import chosen_printer, command_line
from lessonpack.printing.cups import lp as lp_program
from lessonpack.printing.cups import send as send_to_printer
from lessonpack.printing.impose import PrintForm, Source, impose
from lessonpack.printing.impose import library as print_library
from lessonpack.printing.job import Prepared, Wishes, by_hand, by_hand_unopened, prepare
from lessonpack.project import STANDARD, Project
from lessonpack.render.compose import compose
from lessonpack.schemas import MODELS as SCHEMAS
from lessonpack.schemas import json_schema, modeline, write_schemas
from lessonpack.select.rules import kind_of
from lessonpack.select.select import select
from lessonpack.serve import serve
from lessonpack.serve.showing import Wanted
from lessonpack.sign import Recorded, sign
from lessonpack.starters import new_module, new_pack, new_project, new_templates
from lessonpack.theme.tokens import PAPERS_MM
from lessonpack.tree.dump import dump
from lessonpack.write.writer import Format, PrintPlan, Rendition

PAPERS = tuple(PAPERS_MM)

__all__ = [
    "DOCUMENTS",
    "FORMATS",
    "HANDED_OUT",
    "INTERNAL",
    "PAPERS",
    "SCHEMAS",
    "STANDARD",
    "Audience",
    "BuildCache",
    "Diagnostic",
    "Format",
    "Kind",
    "LessonPackError",
    "Level",
    "Mended",
    "Pack",
    "PackFile",
    "PackPlan",
    "PackRequest",
    "Paint",
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
    "Wanted",
    "Wishes",
    "__version__",
    "arranged",
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
    "mended",
    "modeline",
    "nearest",
    "new_module",
    "new_pack",
    "new_project",
    "new_templates",
    "ordered",
    "placed",
    "prepare",
    "pressed",
    "print_library",
    "project_report",
    "put_preview",
    "sarif",
    "save",
    "select",
    "send_to_printer",
    "serve",
    "sign",
    "unpainted",
    "write",
    "write_schemas",
]

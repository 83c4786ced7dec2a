"""The public names: what programs that use lessonpack, and its own command line, may import.

    load(path) -> Module                        compose(selection, templates, today=...) -> Document
    check(module, policy, today=...)            write(document, theme, format) -> Rendition
    select(module, audience, policy, ...)       build(project, module, request) -> Pack

`load`, `build` and a `Project` read files, `save` writes them; paths and today's date are arguments, and nothing reads
the clock.
"""

from lessonpack import __version__
from lessonpack.check.catalogue import explain, listed, nearest
from lessonpack.check.registry import check
from lessonpack.diagnostics import Diagnostic, LessonPackError, Severity, Span, explained, ordered
from lessonpack.load.files import load_module as load
from lessonpack.load.schema import MODELS as SCHEMAS
from lessonpack.load.schema import json_schema
from lessonpack.model.audience import Audience, Level, Role
from lessonpack.output import placed, save
from lessonpack.pack import DOCUMENTS, FORMATS, Pack, PackRequest, Press, build, write
from lessonpack.project import STANDARD, Project
from lessonpack.render.compose import compose
from lessonpack.select.rules import kind_of
from lessonpack.select.select import select
from lessonpack.sign import Recorded, sign
from lessonpack.theme.tokens import PAPERS_MM
from lessonpack.tree.dump import dump
from lessonpack.write.writer import Format, Rendition

PAPERS = tuple(PAPERS_MM)

__all__ = [
    "DOCUMENTS",
    "FORMATS",
    "PAPERS",
    "SCHEMAS",
    "STANDARD",
    "Audience",
    "Diagnostic",
    "Format",
    "LessonPackError",
    "Level",
    "Pack",
    "PackRequest",
    "Press",
    "Project",
    "Recorded",
    "Rendition",
    "Role",
    "Severity",
    "Span",
    "__version__",
    "build",
    "check",
    "compose",
    "dump",
    "explain",
    "explained",
    "json_schema",
    "kind_of",
    "listed",
    "load",
    "nearest",
    "ordered",
    "placed",
    "save",
    "select",
    "sign",
    "write",
]

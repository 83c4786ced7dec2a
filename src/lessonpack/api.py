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
from lessonpack.load.files import load_module as load
from lessonpack.load.schema import MODELS as SCHEMAS
from lessonpack.load.schema import json_schema
from lessonpack.model.audience import Audience, Kind, Level, Role
from lessonpack.output import save
from lessonpack.pack import DOCUMENTS, FORMATS, HANDED_OUT, Pack, PackFile, PackRequest, Press, build, write
from lessonpack.preview import put_preview
from lessonpack.project import Project
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
    "HANDED_OUT",
    "PAPERS",
    "SCHEMAS",
    "Audience",
    "Diagnostic",
    "Format",
    "Kind",
    "LessonPackError",
    "Level",
    "Pack",
    "PackFile",
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
    "put_preview",
    "save",
    "select",
    "sign",
    "write",
]

"""Every pack in every way that it can be asked for: module, theme, paper, for a screen, for both sides of the paper."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from functools import cache

from lessonpack.api import Pack, PackRequest, Press, PrintPlan, Project, build
from lessonpack.project import shipped_root
from lessonpack.theme.tokens import Paper

ROOT = Project(shipped_root())
TODAY = date(2026, 11, 1)


@dataclass(frozen=True, slots=True)
class Way:
    name: str
    paper: Paper = "a4"
    is_fillable: bool = False
    is_duplex: bool = False

    def __str__(self) -> str:
        return self.name


WAYS = (Way("a4"), Way("letter", "letter"), Way("fillable", is_fillable=True), Way("duplex", is_duplex=True))
BUILDS = [(module, theme, way) for theme in ROOT.theme_names() for way in WAYS for module in ROOT.module_ids()]


@cache
def _press(theme: str, way: Way) -> Press:
    plan = PrintPlan(is_duplex=way.is_duplex)
    return Press(ROOT.theme_called(theme), way.paper, plan, is_fillable=way.is_fillable)


def built(module: str, theme: str, way: Way, *, formats: tuple[str, ...] = ("docx", "pdf")) -> Pack:
    press = _press(theme, way)
    request = PackRequest(
        TODAY, formats=formats, paper=way.paper, theme=theme, is_fillable=way.is_fillable, plan=press.plan
    )
    return build(ROOT, module, request, press)

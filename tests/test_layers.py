"""Who may import whom: the house stands because its walls do."""

from __future__ import annotations

import ast
from pathlib import Path

import pytest

SOURCE = Path(__file__).parents[1] / "src" / "lessonpack"

CORE = {"diagnostics"}
ALLOWED = {
    "diagnostics": set[str](),
    "model": CORE,
    "load": CORE | {"model"},
    "check": CORE | {"model"},
    "replacing": set[str](),
    "mend": CORE | {"check", "load", "model", "project", "replacing"},
    "select": CORE | {"model"},
    "tree": CORE,
    "gate": CORE | {"check", "select", "tree", "model"},
    "render": CORE | {"gate", "select", "tree", "model"},
    "theme": CORE | {"load", "model"},
    "letterhead": CORE | {"theme"},
    "write": CORE | {"letterhead", "tree", "theme"},
    "printing": CORE,
    "signing": CORE | {"model", "select", "tree"},
    "schemas": CORE | {"load", "model", "theme"},
    "untrusted": CORE | {"model", "render", "select", "tree"},
    "project": CORE | {"letterhead", "load", "model", "render", "signing", "theme"},
    "starters": CORE | {"project", "schemas"},
    "plan": CORE | {"load", "model", "project", "untrusted"},
    "documents": CORE | {"gate", "model", "project", "render", "select", "signing", "tree"},
    "pack": CORE
    | {"check", "documents", "gate", "letterhead", "model", "printing", "project", "select", "signing", "theme"}
    | {"tree", "write"},
    "sign": CORE | {"check", "documents", "model", "project", "replacing", "signing"},
    "doctor": CORE | {"check", "letterhead", "load", "project", "render", "theme"},
    "userfolder": CORE,
    "output": CORE | {"pack", "project", "userfolder"},
    "cache": CORE | {"output", "pack", "project", "replacing", "userfolder"},
    "preview": CORE | {"pack", "replacing"},
    "serve": CORE | {"pack", "plan", "project"},
    "api": CORE
    | {"", "cache", "check", "doctor", "load", "mend", "model", "output", "pack", "plan", "preview", "printing"}
    | {"project", "render", "schemas", "select", "serve", "sign", "starters", "theme", "tree", "write"},
    "commands": {"api", "commands", "replacing"},
    "cli": {"commands"},
    "__main__": {"cli"},
    "__init__": set[str](),
}


def layer_of(path: Path) -> str:
    return path.relative_to(SOURCE).parts[0].removesuffix(".py")


def imported_layers(path: Path) -> set[str]:
    """Layers of this package that a file imports, at the top or inside a function."""
    found: set[str] = set()
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        names = []
        if isinstance(node, ast.Import):
            names = [alias.name for alias in node.names]
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{path}: imports are written out in full"
            module = node.module or ""
            names = [f"{module}.{a.name}" for a in node.names] if module == "lessonpack" else [module]
        for name in names:
            parts = name.split(".")
            if parts[0] == "lessonpack":
                layer = parts[1] if len(parts) > 1 else ""
                found.add("" if layer.startswith("__") else layer)
    return found


@pytest.mark.parametrize("path", sorted(SOURCE.rglob("*.py")), ids=lambda p: str(p.relative_to(SOURCE)))
def test_a_file_imports_only_what_its_layer_may_know(path: Path) -> None:
    layer = layer_of(path)
    assert imported_layers(path) - {layer} <= ALLOWED[layer]


def test_every_layer_is_in_the_table() -> None:
    assert {layer_of(path) for path in SOURCE.rglob("*.py")} == set(ALLOWED)


@pytest.mark.parametrize("path", sorted(SOURCE.rglob("*.py")), ids=lambda p: str(p.relative_to(SOURCE)))
def test_no_file_outgrows_four_hundred_lines(path: Path) -> None:
    assert len(path.read_text(encoding="utf-8").splitlines()) <= 400


def functions(path: Path) -> list[ast.FunctionDef]:
    tree = ast.parse(path.read_text(encoding="utf-8"))
    return [node for node in ast.walk(tree) if isinstance(node, ast.FunctionDef)]


def lines_of_code(function: ast.FunctionDef) -> int:
    """Lines of the body without its docstring."""
    body = function.body[1:] if ast.get_docstring(function) else function.body
    return (body[-1].end_lineno or 0) - body[0].lineno + 1 if body else 0


@pytest.mark.parametrize("path", sorted(SOURCE.rglob("*.py")), ids=lambda p: str(p.relative_to(SOURCE)))
def test_no_function_outgrows_forty_lines(path: Path) -> None:
    assert {f.name: n for f in functions(path) if (n := lines_of_code(f)) > 40} == {}

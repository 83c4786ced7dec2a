"""Where things are: a folder with the user's own content and templates, and the ones that come with the program."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from functools import cached_property
from pathlib import Path

from lessonpack.diagnostics import LessonPackError, Span, error
from lessonpack.letterhead.model import Letterhead
from lessonpack.load.files import load_help, load_module, load_policy, load_set, load_signoffs, read_bytes
from lessonpack.load.resolve import unknown_help
from lessonpack.model.help import HelpRegistry
from lessonpack.model.module import Module
from lessonpack.model.plan import PackPlan
from lessonpack.model.policy import Policy
from lessonpack.model.signoff import SignOffs
from lessonpack.render.locate import Found, Place, Root, explain, find, first_of, places, places_in_sets
from lessonpack.render.sections import Order
from lessonpack.render.templates import TemplateSet
from lessonpack.signing import Register, Signing, doubtful
from lessonpack.theme.load import ThemeFile, load_theme
from lessonpack.theme.tokens import Theme
from lessonpack.theme.typefaces import FontFiles


def shipped_root() -> Path:
    """The folder with the `content/` and `templates/` that come with the program.

    In a wheel they lie inside the package; in a checkout or an editable install, two folders above it.
    """
    package = Path(__file__).resolve().parent
    inside = package / "shipped"
    return inside if inside.is_dir() else package.parents[1]


_POLICY = "content/policy.yaml"
_SIGNED = "signoff.yaml"
REFERENCE = "reference.docx"
"""A school's own Word file, beside theme.yaml."""
STANDARD = "standard"
"""The theme in theme.yaml; all others lie in the folder `themes` beside it."""


@dataclass(frozen=True)
class Project:
    """A working folder. Its own files answer first; what it does not have, the program's own files supply."""

    folder: Path
    template_set: str = "standard"
    plan: PackPlan | None = None
    """What a pack file asks for; `lessonpack.plan` reads it."""
    template_kind: type[TemplateSet] = TemplateSet
    """How templates are rendered: here, or for those of strangers elsewhere."""

    @cached_property
    def roots(self) -> tuple[Root, ...]:
        own = Root(self.folder, "", "your project")
        shipped = shipped_root()
        if shipped.resolve() == self.folder.resolve():
            return (own,)
        return (own, Root(shipped, "lessonpack:", "comes with lessonpack"))

    def find(self, name: str) -> Found:
        """The file that answers to a name such as `content/policy.yaml`. Raises LessonPackError where none does."""
        found = first_of(self._places(name))
        if found is None:
            hint = "looked in: " + "; ".join(f"{root.shown('') or './'} ({root.why})" for root in self.roots)
            raise LessonPackError([error("project/not-found", Span(name), "there is no such file", hint=hint)])
        return found

    def explain(self, name: str) -> list[str]:
        """Which file answers to a name, and which others were looked at."""
        return explain(self._places(name))

    def _places(self, name: str) -> tuple[Place, ...]:
        """Where a name is looked for, in order; one of the template set also in the sets that it extends."""
        in_set = f"templates/{self.template_set}/"
        if name.startswith(in_set):
            return places_in_sets(name.removeprefix(in_set), self.sets, self.roots)
        return places(name, self.roots)

    def set_names(self) -> tuple[str, ...]:
        """All template sets that can be named: the standard one, and every folder of templates with a `set.yaml`."""
        found = {path.parent.name for root in self.roots for path in (root.folder / "templates").glob("*/set.yaml")}
        return (STANDARD, *sorted(found - {STANDARD}))

    @cached_property
    def sets(self) -> tuple[str, ...]:
        """The template set and those that it extends, the nearest first. Raises LessonPackError with template/extends.

        The standard set extends none.
        """
        names = [self.template_set]
        while names[-1] != STANDARD:
            found = self._find_set(names[-1])
            file = load_set(found.path, shown=found.shown)
            if file.extends is None:
                break
            is_known = file.extends in self.set_names()
            if not is_known or file.extends in names:
                said = f"there is no template set `{file.extends}` to extend"
                if is_known:
                    said = f"the sets extend each other: {' -> '.join((*names, file.extends))}"
                hint = f"template sets here: {', '.join(self.set_names())}"
                raise LessonPackError([error("template/extends", file.span_of("extends"), said, hint=hint)])
            names.append(file.extends)
        return tuple(names)

    def _find_set(self, name: str) -> Found:
        """The file that describes a set of templates. Raises LessonPackError where there is none."""
        found = find(f"templates/{name}/set.yaml", self.roots)
        if found is None:
            hint = f"template sets here: {', '.join(self.set_names())}"
            said = "there is no such template set"
            raise LessonPackError([error("project/not-found", Span(f"templates/{name}/set.yaml"), said, hint=hint)])
        return found

    def module_ids(self) -> tuple[str, ...]:
        """The project's own modules; where it has none, those that come with the program."""
        return next((found for root in self.roots if (found := _modules_in(root))), ())

    def every_module_id(self) -> tuple[str, ...]:
        """All modules that can be named: the project's own and those that come with the program."""
        return tuple(sorted({name for root in self.roots for name in _modules_in(root)}))

    def module(self, name: str) -> Module:
        """A module by its id. Raises LessonPackError with all its faults."""
        found = self.find(f"content/{name}/module.yaml")
        module = load_module(found.path, shown=found.shown)
        faults = list(unknown_help(module, self.help_lines))
        if module.id != name:
            hint = f"call the folder content/{module.id}, or the module {name}"
            message = f"the module calls itself `{module.id}`, its folder `{name}`"
            faults.append(error("project/wrong-folder", module.span_of("id"), message, hint=hint))
        if faults:
            raise LessonPackError(faults)
        return module

    def sign_offs(self, name: str) -> Register:
        """The signatures of a module; none where nobody has signed. Raises LessonPackError with the faults of the file.

        They stand beside the module: a project's own module has its own signatures.
        """
        found = self.find(f"content/{name}/module.yaml")
        signed = find(f"content/{name}/{_SIGNED}", (found.root,))
        if signed is None:
            return Register(SignOffs(lessonpack="1"), found.shown.replace("module.yaml", _SIGNED))
        register = Register(load_signoffs(signed.path, shown=signed.shown), signed.shown)
        faults = list(doubtful(register, self.policy))
        if faults:
            raise LessonPackError(faults)
        return register

    def signing(self, module: Module, today: date) -> Signing:
        """The module before its signatures."""
        known = {line.id: line for line in self.help_lines.resources}
        lines = tuple(known[name] for name in module.help)
        return Signing(module, self.policy, self.sign_offs(module.id), lines, today)

    def is_shipped(self, name: str) -> bool:
        """True where the module that answers is the program's, and this is not the program's own folder."""
        return self.find(f"content/{name}/module.yaml").root is not self.roots[0]

    @cached_property
    def policy(self) -> Policy:
        """The policy that comes with the program, with the project's own file over it where there is one."""
        found = self.find(_POLICY)
        base = find(_POLICY, self.roots[1:])
        if base is None or base == found:
            return load_policy(found.path, shown=found.shown)
        return load_policy(found.path, shown=found.shown, base=base.path, base_shown=base.shown)

    @cached_property
    def help_lines(self) -> HelpRegistry:
        found = self.find("content/help.yaml")
        return load_help(found.path, shown=found.shown)

    @cached_property
    def theme(self) -> Theme:
        """The standard theme."""
        return self.theme_called(STANDARD)

    def theme_called(self, name: str) -> Theme:
        """A theme by its name. Raises LessonPackError with all faults of its files."""
        found = self.find(self.theme_file(name))
        return load_theme(_theme_file(name, found), self._extended, known=self.theme_names())

    def theme_names(self) -> tuple[str, ...]:
        """All themes that can be named: the standard one first, then the project's own and those of the program."""
        folders = (root.folder / "templates" / name / "themes" for root in self.roots for name in self.sets)
        return (STANDARD, *sorted({path.stem for folder in folders for path in folder.glob("*.yaml")} - {STANDARD}))

    def theme_file(self, name: str) -> str:
        """The name under which the file of a theme is looked for."""
        file = "theme.yaml" if name == STANDARD else f"themes/{name}.yaml"
        return f"templates/{self.template_set}/{file}"

    @cached_property
    def own_fonts(self) -> tuple[str, ...]:
        """Digests of the font files that the project's themes bring along. A theme with faults prints nothing."""
        found: set[str] = set()
        for name in self.theme_names():
            try:
                is_shipped = self.find(self.theme_file(name)).root is not self.roots[0]
                fonts = None if is_shipped else self.theme_called(name).fonts
            except LessonPackError:
                continue
            families = (fonts.text, fonts.heading) if fonts else ()
            found.update(digest for family in families if isinstance(family, FontFiles) for digest in family.digests())
        return tuple(sorted(found))

    @cached_property
    def letterhead(self) -> Letterhead | None:
        """What is used of the school's own Word file beside the theme, where there is one.

        Raises LessonPackError for a file that cannot be used.
        """
        found = first_of(self._places(f"templates/{self.template_set}/{REFERENCE}"))
        if found is None:
            return None
        # Reading it takes a library for pictures and one for XML, which most commands do without.
        from lessonpack.letterhead.read import read_letterhead

        return read_letterhead(read_bytes(found.path, found.shown), found.shown)

    def letterhead_in(self, theme: str) -> Letterhead | None:
        """The letterhead for documents in a theme. Looks other than the standard one are chosen for what a reader
        needs: there a school's styles give way, and its margins alone are kept."""
        whole = self.letterhead
        return whole if whole is None or theme == STANDARD else whole.margins_alone()

    def _extended(self, name: str, file: ThemeFile) -> ThemeFile | None:
        """What a theme file extends. One that extends its own name means the file that it hides."""
        looked_at = self._places(self.theme_file(name))
        if name == file.name:
            own = next((i for i, place in enumerate(looked_at) if place.root.shown(place.name) == file.shown), -1)
            looked_at = looked_at[own + 1 :]
        found = first_of(looked_at)
        if found is None and name == file.name:
            return file
        return _theme_file(name, found) if found else None

    @cached_property
    def templates(self) -> TemplateSet:
        return self.template_kind(self.roots, self.template_set, self.sets[1:], self._orders())

    def _orders(self) -> dict[str, Order]:
        plan = self.plan
        if plan is None:
            return {}
        return {
            str(kind): Order(
                tuple((name, plan.span_of("sections", kind, index)) for index, name in enumerate(names)),
                plan.span_of("sections", kind),
            )
            for kind, names in plan.sections.items()
        }

    def source(self, shown: str) -> str | None:
        """The text of a file by its name for people, for showing a line of it; None where it cannot be had."""
        for root in reversed(self.roots):
            if shown.startswith(root.label):
                path = root.folder / shown.removeprefix(root.label)
                if not path.resolve().is_relative_to(root.folder.resolve()):
                    return None  # a link to elsewhere, whose words are nobody's business
                try:
                    return path.read_text(encoding="utf-8-sig")
                except (OSError, UnicodeDecodeError):
                    return None
        return None


def _theme_file(name: str, found: Found) -> ThemeFile:
    return ThemeFile(name, found.path, found.shown, found.root.folder)


def _modules_in(root: Root) -> tuple[str, ...]:
    return tuple(sorted(path.parent.name for path in (root.folder / "content").glob("*/module.yaml")))

"""A preview that follows changes: the pages of a pack on loopback, with what `check` finds beside them.

showing   a module as its files are now -> pages that were admitted, and findings
watching  which changes of files matter
app       what is answered to whom
server    the three put together; it alone needs the packages of the extra `preview`, with what it imports
"""

from __future__ import annotations

from collections.abc import Callable

from lessonpack.diagnostics import LessonPackError, error
from lessonpack.serve.showing import Wanted


def serve(wanted: Wanted, port: int, ready: Callable[[str], None]) -> None:
    """Shows a module until somebody presses Ctrl-C, which raises KeyboardInterrupt. Port 0 means any that is free.

    `ready` is called with the address, as soon as that answers. Raises LessonPackError with `env/no-preview-extra`,
    `env/no-port` or `env/cannot-watch`; faults of content are shown, and wait to be mended.
    """
    try:
        from lessonpack.serve.server import run
    except ImportError as fault:
        if (fault.name or "").partition(".")[0] == "lessonpack":
            raise
        found = f"a preview that follows changes needs the package {fault.name}, which is not installed"
        packages = "starlette uvicorn watchfiles"
        hint = f"install it once with: python -m pip install {packages} (pipx: pipx inject lessonpack {packages})"
        raise LessonPackError([error("env/no-preview-extra", None, found, hint=hint)]) from None
    run(wanted, port, ready)

"""What a preview answers, and to whom: the page around the documents, the documents, and word of every change.

Nothing that a client says is looked up on the disk. Pages are found by their names among those that were built.
"""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable, Iterable
from importlib.resources import files

from starlette.applications import Starlette
from starlette.datastructures import MutableHeaders
from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response, StreamingResponse
from starlette.routing import Route
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from lessonpack.serve.showing import Showing, as_event

_SANDBOX = "sandbox allow-same-origin allow-popups allow-popups-to-escape-sandbox"
_POLICIES = {
    # The page around the documents: its own script and style sheet, and nothing from anywhere else.
    "frame": "default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self'; frame-src 'self'; "
    "img-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'",
    # A document brings a stricter policy of its own along, which names its one style sheet; no script runs in it.
    "html": f"default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'; "
    f"frame-ancestors 'self'; {_SANDBOX}",
    # What shows it is the browser's own, and is in the way of no page.
    "pdf": "frame-ancestors 'self'",
}
_ALWAYS = {
    "cache-control": "no-store",
    "cross-origin-resource-policy": "same-origin",
    "referrer-policy": "no-referrer",
    "x-content-type-options": "nosniff",
}
_FRAME = (
    ("", "frame.html", "text/html; charset=utf-8"),
    ("frame.css", "frame.css", "text/css; charset=utf-8"),
    ("frame.js", "frame.js", "text/javascript; charset=utf-8"),
)
_TYPES = {"html": "text/html; charset=utf-8", "pdf": "application/pdf"}


class Feed:
    """What is shown now, and all who wait for what comes next. Lives in one event loop."""

    def __init__(self, module: str) -> None:
        self.showing = Showing()
        self._module = module
        self._is_building = False
        self._turn = 0
        self._is_closed = False
        self._changed = asyncio.Condition()

    async def building(self) -> None:
        self._is_building = True
        await self._next()

    async def put(self, showing: Showing) -> None:
        self.showing, self._is_building = showing, False
        await self._next()

    async def close(self) -> None:
        """Tells everybody that nothing more will come."""
        self._is_closed = True
        await self._next()

    async def _next(self) -> None:
        async with self._changed:
            self._turn += 1
            self._changed.notify_all()

    async def events(self) -> AsyncIterator[str]:
        """The state now, and after each change; those that come in one's absence are told as one."""
        told = -1
        while not self._is_closed:
            told = self._turn
            yield as_event(self.showing, self._module, is_building=self._is_building)
            async with self._changed:
                while self._turn == told:
                    await self._changed.wait()
        yield "event: end\ndata: end\n\n"


class Guard:
    """Lets through what is read by a browser that was sent to this address, and nothing else.

    A page from elsewhere whose name is made to mean this computer (DNS rebinding) still asks for its own name. The
    port is a part of the name, which starlette's TrustedHostMiddleware leaves out.
    """

    def __init__(self, app: ASGIApp, hosts: Iterable[str]) -> None:
        self._app, self._hosts = app, frozenset(host.encode("ascii") for host in hosts)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        named = [value.lower() for name, value in scope["headers"] if name == b"host"]

        async def answer(message: Message) -> None:
            if message["type"] == "http.response.start":
                headers = MutableHeaders(scope=message)
                for name, value in _ALWAYS.items():
                    headers[name] = value
            await send(message)

        app = self._app
        if len(named) != 1 or named[0] not in self._hosts:
            app = PlainTextResponse("This address is not served here.\n", status_code=421)
        elif scope["method"] not in ("GET", "HEAD"):
            app = PlainTextResponse("Pages are only read here.\n", status_code=405, headers={"allow": "GET, HEAD"})
        await app(scope, receive, answer)


def application(feed: Feed, key: str, port: int) -> ASGIApp:
    """The whole preview. `key` begins every path, so that who does not know it reads nothing."""

    async def events(request: Request) -> Response:
        is_asked_only = request.method == "HEAD"
        return (
            Response()
            if is_asked_only
            else StreamingResponse(feed.events(), media_type="text/event-stream; charset=utf-8")
        )

    async def page(request: Request) -> Response:
        file = feed.showing.by_name.get(request.path_params["name"])
        if file is None:
            return PlainTextResponse("There is no such page.\n", status_code=404)
        policy = {"content-security-policy": _POLICIES[file.format]}
        return Response(file.data, media_type=_TYPES[file.format], headers=policy)

    async def icon(_request: Request) -> Response:
        return Response(status_code=204)  # browsers ask for one, and complain where it is missing

    app = Starlette(
        routes=[
            *(Route(f"/{key}/{name}", _part(file, media)) for name, file, media in _FRAME),
            Route(f"/{key}/events", events),
            Route(f"/{key}/pages/{{edition}}/{{name}}", page),
            Route("/favicon.ico", icon),
        ]
    )
    app.router.redirect_slashes = False
    return Guard(app, (f"127.0.0.1:{port}", f"localhost:{port}"))


def _part(file: str, media: str) -> Callable[[Request], Awaitable[Response]]:
    """Answers with one file of the page around the documents."""
    data = files(__package__).joinpath("page", file).read_bytes()

    async def answer(_request: Request) -> Response:
        return Response(data, media_type=media, headers={"content-security-policy": _POLICIES["frame"]})

    return answer

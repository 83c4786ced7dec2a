"""The server of a preview: one socket on loopback, one event loop, and builds in a thread beside it."""

from __future__ import annotations

import asyncio
import os
import secrets
import socket
from collections.abc import Callable

import uvicorn

from lessonpack.diagnostics import LessonPackError, error
from lessonpack.serve.app import Feed, application
from lessonpack.serve.showing import Wanted, shown
from lessonpack.serve.watching import changes

LOOPBACK = "127.0.0.1"


class _Server(uvicorn.Server):
    """Says goodbye to open pages before it waits for their connections to end."""

    def __init__(self, config: uvicorn.Config, feed: Feed) -> None:
        super().__init__(config)
        self._feed = feed

    async def shutdown(self, sockets: list[socket.socket] | None = None) -> None:
        await self._feed.close()
        await super().shutdown(sockets)


def run(wanted: Wanted, port: int, ready: Callable[[str], None]) -> None:
    """Serves until it is interrupted, which raises KeyboardInterrupt."""
    with _listener(port) as listener:
        asyncio.run(_served(wanted, listener, ready))


def _listener(port: int) -> socket.socket:
    listener = socket.socket(socket.AF_INET, socket.SOCK_STREAM)
    try:
        # Elsewhere than on Windows, where it means something else: the same port again, right after the last preview.
        if os.name != "nt":
            listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        listener.bind((LOOPBACK, port))
        listener.listen()
    except OSError as fault:
        listener.close()
        found = f"cannot serve at {LOOPBACK}:{port}: {fault.strerror or type(fault).__name__}"
        hint = "leave out --port, and a free one is taken"
        raise LessonPackError([error("env/no-port", None, found, hint=hint)]) from None
    return listener


async def _served(wanted: Wanted, listener: socket.socket, ready: Callable[[str], None]) -> None:
    feed, key, port = Feed(wanted.module), secrets.token_urlsafe(12), listener.getsockname()[1]
    config = uvicorn.Config(
        application(feed, key, port),
        http="h11",
        ws="none",
        lifespan="off",
        log_config=None,
        log_level="critical",
        access_log=False,
        proxy_headers=False,
        server_header=False,
        timeout_graceful_shutdown=2,
    )
    server, stop = _Server(config, feed), asyncio.Event()

    async def follow() -> None:
        try:
            async for _ in changes(wanted, stop):
                await feed.building()
                await feed.put(await asyncio.to_thread(shown, wanted, feed.showing))
        finally:
            server.should_exit = True  # a page that follows no longer would look as if nothing changed

    ready(f"http://{LOOPBACK}:{port}/{key}/")
    following = asyncio.create_task(follow())
    try:
        await server.serve(sockets=[listener])
    finally:
        stop.set()
        await following

"""Answer ``HEAD``, ``OPTIONS`` and ``Allow`` (RFC 9110) the same way for each address."""

import asyncio
from typing import Final

from fastapi import FastAPI
from starlette.responses import Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from boucle.platform.http.routes import allowed

_FOUND: Final = ("route", "endpoint")  # what routing adds to a scope


class Methods:
    """``HEAD`` answers as ``GET`` without the body; ``OPTIONS`` lists the methods. No route
    declares them."""

    def __init__(self, app: ASGIApp, routes: FastAPI) -> None:
        self._app = app
        self._routes = routes

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        method = scope["method"] if scope["type"] == "http" else None
        if method == "HEAD":
            await self._head(scope, receive, send)
        elif method == "OPTIONS" and (names := allowed(self._routes, scope["path"])):
            answer = Response(status_code=204, headers={"Allow": ", ".join(names)})
            await answer(scope, receive, send)
        else:
            await self._app(scope, receive, send)

    async def _head(self, scope: Scope, receive: Receive, send: Send) -> None:
        # A copy: the server must go on knowing that it answers HEAD.
        inner = {**scope, "method": "GET"}

        async def answer(message: Message) -> None:
            if message["type"] == "http.response.start":
                # What is around looks for them in its own scope.
                scope.update({name: inner[name] for name in _FOUND if name in inner})
                await send(message)
                # Ended here: a stream would go on for as long as somebody listens.
                await send({"type": "http.response.body", "body": b"", "more_body": False})
            else:
                await asyncio.sleep(0)  # lets a stream notice that nobody listens any more

        await self._app(inner, receive, answer)

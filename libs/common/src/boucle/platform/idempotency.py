"""Handle ``Idempotency-Key``: a repeated request gets the first answer, and changes nothing. An
answer that holds a secret is not stored: it is given once."""

import hashlib
import json
from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass
from typing import Annotated, TypeVar

from fastapi import Depends, Header, Request
from fastapi.responses import Response
from pydantic import BaseModel
from sqlalchemy import bindparam
from sqlmodel import select

from boucle.platform.clock import Clock
from boucle.platform.conditions import etag
from boucle.platform.db import WriteSession
from boucle.platform.db.tables import Idempotency as Row
from boucle.platform.errors import conflict
from boucle.platform.http.app import REPLAYED
from boucle.platform.http.authentication import CurrentPrincipal
from boucle.platform.http.problems import Problem
from boucle.platform.translating import tr

T = TypeVar("T")
Body = TypeVar("Body", bound=BaseModel)
_LOCK = "SELECT pg_try_advisory_xact_lock(hashtextextended($1, 0))"
_FIND = select(Row).where(Row.principal == bindparam("principal"), Row.key == bindparam("key"))


def made_at(address: str, version: int | str) -> dict[str, str]:
    """Return the headers of an answer that made something: where it is, in which version."""
    return {"location": address, "etag": etag(version)}


@dataclass(frozen=True, slots=True)
class IdempotencyStore:
    """One request and its key (None: the caller sent none, and every call is a new one)."""

    principal: str
    key: str | None
    request_hash: bytes
    clock: Clock

    async def answer(
        self,
        session: WriteSession,
        work: Callable[[], Awaitable[Body]],
        *,
        status: int = 201,
        headers: Callable[[Body], Mapping[str, str]] = lambda _: {},
    ) -> Response:
        """Return the answer of ``work`` with its headers, or the stored one, marked as such; both
        in the transaction of ``session``. Raises Conflict while the first request is in progress,
        Problem 422 if the key was used for another request."""
        if self.key is not None:
            stored = await self._stored(session, self.key)
            if stored is not None:
                return stored
        shown = await work()
        response = _response(shown.model_dump_json().encode(), status, headers(shown))
        if self.key is not None:
            await self._keep(session, self.key, response)
        return response

    async def shown_once(
        self,
        session: WriteSession,
        work: Callable[[], Awaitable[T]],
        named: Callable[[T], object],
    ) -> T:
        """Return the answer of ``work``, which holds a secret; only what it made is stored, by its
        name. Raises Conflict if it was given already, and what ``answer`` raises."""
        if self.key is None:
            return await work()
        stored = await self._stored(session, self.key)
        if stored is not None:
            raise conflict(
                tr(
                    "this was done, for {made}, and its secret was shown then; "
                    "if it is lost, ask for another secret",
                    made=json.loads(bytes(stored.body)),
                ),
                code="secret-shown-once",
                title="The secret was shown once",
            )
        answer = await work()
        name = json.dumps(str(named(answer))).encode()
        await self._keep(session, self.key, _response(name, 201, {}))
        return answer

    async def _stored(self, session: WriteSession, key: str) -> Response | None:
        if not await session.fetchval(_LOCK, f"{self.principal}\n{key}"):
            raise conflict("the first request with this Idempotency-Key is still being worked on")
        row = await session.first(_FIND, principal=self.principal, key=key)
        if row is None:
            return None
        if row.request_hash != self.request_hash:
            raise Problem(
                422,
                "idempotency-key-reused",
                "This Idempotency-Key was used for another request",
                "send a new key with a new request",
            )
        return _response(row.response, row.status, {**row.headers, REPLAYED: "true"})

    async def _keep(self, session: WriteSession, key: str, response: Response) -> None:
        own = {k: v for k, v in response.headers.items() if k in {"location", "etag"}}
        await session.add(
            Row(
                principal=self.principal,
                key=key,
                request_hash=self.request_hash,
                status=response.status_code,
                headers=own,
                response=bytes(response.body),
                created_at=self.clock(),
            )
        )


def _response(body: bytes, status: int, headers: Mapping[str, str]) -> Response:
    return Response(body, status, headers=dict(headers), media_type="application/json")


async def idempotency(
    request: Request,
    principal: CurrentPrincipal,
    idempotency_key: Annotated[
        str | None,
        Header(min_length=1, max_length=255, pattern=r"^[\x21-\x7e]+$", description="A UUID, say."),
    ] = None,
) -> IdempotencyStore:
    """Provide ``Once`` as a dependency."""
    body = await request.body()
    sent = f"{request.method} {request.url.path}?{request.url.query}\n".encode() + body
    clock: Clock = request.app.state.resources.clock
    return IdempotencyStore(principal.id, idempotency_key, hashlib.sha256(sent).digest(), clock)


Once = Annotated[IdempotencyStore, Depends(idempotency)]

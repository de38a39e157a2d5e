"""Possibilities of a flow over HTTP."""

import asyncio
from collections.abc import Awaitable, Callable
from typing import Annotated, Final, Protocol, TypeVar
from uuid import UUID

from fastapi import Query

from boucle.matching import declared
from boucle.matching.api.dependencies import Res
from boucle.matching.candidates.synergy import Synergy
from boucle.matching.lists.partitions import GROUP
from boucle.matching.possibilities import own_pairs, use_cases
from boucle.matching.possibilities.answers import PossibilitiesOut, answer
from boucle.matching.possibilities.use_cases import PossibilityRequest
from boucle.matching.queries.callers import caller_of
from boucle.platform.db import ReadSession
from boucle.platform.errors import NotFound, Unavailable, unavailable
from boucle.platform.http import CurrentPrincipal, GuardedRouter
from boucle.platform.identity import Principal
from boucle.platform.translating import tr

_WAITS: Final = (0.05, 0.1, 0.2, 0.4, 0.6, 0.65)
"""Seconds between two looks for what was just written."""
_SOON_S: Final = 10

Version = Annotated[
    int | None, Query(ge=1, description="The version that you wrote: waited for, 2 s.")
]

router = GuardedRouter(prefix="/v1/flows", tags=["possibilities"])


class OfVersion(Protocol):
    """What is read of a flow in one version."""

    @property
    def flow_version(self) -> int: ...


A = TypeVar("A")
T = TypeVar("T", bound=OfVersion)
Read = Callable[[ReadSession, PossibilityRequest], Awaitable[T]]


@router.get("/{flow_id}/possibilities")
async def read_possibilities(
    flow_id: UUID, resources: Res, principal: CurrentPrincipal, version: Version = None
) -> PossibilitiesOut:
    """What could be done with this flow: for its company, the tools that act for it, the animator
    of its territory and the operator.

    The ``version`` that you wrote is waited for, two seconds at most; without it, nothing is.
    ``flow_version`` says which version was looked at. A tool also sees the pairs of its
    own declarations (``own``).
    """
    pairs: list[Synergy] = []

    async def read(session: ReadSession, asked: PossibilityRequest) -> PossibilitiesOut:
        viewer = (await caller_of(session, principal)).viewer
        pairs[:] = await own_pairs.read(session, asked, viewer)
        return answer(asked, await use_cases.read(session, asked), pairs)

    found = await when_written(resources, principal, flow_id, version, read)
    await own_pairs.register(resources.database, principal.client_id, pairs, resources.clock())
    return found


async def when_written(
    resources: Res, principal: Principal, flow_id: UUID, version: int | None, read: Read[T]
) -> T:
    """What is read of a flow once it is in this version, or the last one known two seconds later.
    404 where there is no such flow, or it is not the caller's: in the same time. 503 before the
    first flow was read: the caller's may be on its way."""

    async def look() -> T | None:
        async with resources.database.read(snapshot=True) as session:
            return await _read(session, principal, flow_id, read)

    found = await awaited(version, look, lambda one: one.flow_version)
    if found is None:
        async with resources.database.read() as session:
            begun = await declared.has_begun(session, GROUP)
        raise not_there("flow", flow_id) if begun else _not_begun()
    return found


async def awaited(
    version: int | None, look: Callable[[], Awaitable[A | None]], version_of: Callable[[A], int]
) -> A | None:
    """What is found once it is in this version, or the last found two seconds later."""
    found = await look()
    for seconds in _WAITS if version else ():
        if found is not None and version_of(found) >= (version or 0):
            break
        await asyncio.sleep(seconds)
        found = await look()
    return found


def not_there(what: str, id_: UUID) -> NotFound:
    """Return the error of what is unknown, not the caller's, or not read yet: one for all three."""
    return NotFound(
        tr(
            "no {what} {id} that you may see; one that was just written may not be read yet: ask "
            "again in a moment, with the `version` that you wrote",
            what=what,
            id=id_,
        )
    )


def _not_begun() -> Unavailable:
    return unavailable(
        "flows-being-read",
        "Flows are being read",
        "flows are read for the first time, as after an installation: ask again in a moment",
        retry_after=_SOON_S,
    )


async def _read(
    session: ReadSession, principal: Principal, flow_id: UUID, read: Read[T]
) -> T | None:
    caller = await caller_of(session, principal)
    kept = (await declared.flows(session, [flow_id])).get(flow_id)
    if kept is None or not caller.owns(kept.flow.organisation_id, kept.flow.territory):
        return None
    return await read(session, await use_cases.asked(session, kept, caller.viewer.organisations))

"""``/internal``: what a synergy would be once qualified, for who shows the letters beforehand."""

from typing import Annotated
from uuid import UUID

import msgspec
from fastapi import Depends, Response

from boucle.matching.api.dependencies import Res
from boucle.matching.lives import use_cases
from boucle.matching.queries.callers import acted_on_as, as_shown, caller_of, found_for
from boucle.platform.http import INTERNAL, GuardedRouter, RequestBody, require
from boucle.platform.identity import Principal
from boucle.platform.translating import tr

router = GuardedRouter(tags=["internal"])


class QualifiedIn(RequestBody):
    """``territories``: of the animator who asks; None: the operator does."""

    synergy_id: UUID
    client_id: str
    territories: list[str] | None = None

    @property
    def principal(self) -> Principal:
        if self.territories is None:
            return Principal(self.client_id, "operator", self.client_id)
        own = frozenset(self.territories)
        return Principal(self.client_id, "animator", self.client_id, territories=own)


@router.post("/internal/qualified", openapi_extra=INTERNAL)
async def read_qualified(
    body: QualifiedIn,
    _service: Annotated[Principal, Depends(require("service"))],
    resources: Res,
) -> Response:
    """The life that this animator's qualification would leave, or why it would be refused. Nothing
    is written."""
    async with resources.database.write() as session:
        caller = await caller_of(session, body.principal)
        found = await found_for(session, caller, body.synergy_id)
        caller.only_for_group(found.whole(), tr("qualifying a group"))
        id_ = await acted_on_as(session, caller, found, qualifies=True)
        with as_shown(found):
            life = await use_cases.qualified(session, id_, resources.clock())
    return Response(msgspec.json.encode(life), media_type="application/json")

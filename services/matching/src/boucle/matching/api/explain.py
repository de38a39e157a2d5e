"""Why a flow has no more possibilities, over HTTP."""

from uuid import UUID

from boucle.matching.api.dependencies import Res
from boucle.matching.api.possibilities import Version, when_written
from boucle.matching.possibilities import explaining
from boucle.matching.possibilities.explained import ExplanationOut, answer
from boucle.matching.possibilities.use_cases import PossibilityRequest
from boucle.platform.db import ReadSession
from boucle.platform.http import CurrentPrincipal, GuardedRouter

router = GuardedRouter(prefix="/v1/flows", tags=["possibilities"])


@router.get("/{flow_id}/explain")
async def explain_possibilities(
    flow_id: UUID, resources: Res, principal: CurrentPrincipal, version: Version = None
) -> ExplanationOut:
    """Why this flow has no more possibilities: what excludes the flows within reach and by how
    little, what would have to change on your side, for which families there is nobody within reach.

    For whom its possibilities are; the ``version`` that you wrote is waited for as there.
    """

    async def read(session: ReadSession, asked: PossibilityRequest) -> ExplanationOut:
        return answer(asked, await explaining.read(session, asked))

    return await when_written(resources, principal, flow_id, version, read)

"""Which tools change and withdraw with ``If-Match`` only."""

from typing import Annotated

from fastapi import APIRouter, Depends

from boucle.common.http import require
from boucle.common.identity import Principal
from boucle.registry.access.use_cases import set_requires_if_match
from boucle.registry.api.dependencies import TheRegistry, write
from boucle.registry.api.principals import ClientId
from boucle.registry.api.schemas.access import ConditionIn, PrincipalOut

router = APIRouter(tags=["principals"])

ToolOrOperator = Annotated[Principal, Depends(require("tool", "operator"))]


@router.put("/v1/principals/{client_id}/requires-if-match")
async def require_if_match(
    client_id: ClientId, body: ConditionIn, principal: ToolOrOperator, registry: TheRegistry
) -> PrincipalOut:
    """Have this tool's changes refused (428) where it does not say which version it read: against
    losing what others changed meanwhile. For the tool itself, and the operator."""
    wanted = body.requires_if_match
    client = await write(
        registry,
        lambda session: set_requires_if_match(session, client_id, wanted, principal),
    )
    return PrincipalOut.model_validate(client)

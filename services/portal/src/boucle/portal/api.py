"""Routes of portal."""

from fastapi import APIRouter

from boucle.common.http import CurrentPrincipal

router = APIRouter(tags=["portal"])


@router.get("/v1/portal")
async def portal(principal: CurrentPrincipal) -> dict[str, str]:
    """Who looks."""
    return {"role": principal.role}

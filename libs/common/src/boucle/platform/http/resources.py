"""What routes stand on. Routers are made in one way in every service: at module level, with what
they need of the process as parameters.

    router = GuardedRouter(prefix="/v1/things", tags=["things"])
    Res = Annotated[Resources[Settings], resources()]

    @router.get("/{id}")
    async def read_thing(id: UUID, resources: Res, principal: CurrentPrincipal) -> ThingOut: ...
"""

from typing import Any

from fastapi import Depends, Request


def resources(name: str | None = None) -> Any:
    """Return a dependency: the process's resources, or the service's ``state.name``."""

    # async: a plain function would go through a thread at every request
    async def resources_of(request: Request) -> Any:
        found = request.app.state.resources
        return found if name is None else getattr(found.state, name)

    return Depends(resources_of)

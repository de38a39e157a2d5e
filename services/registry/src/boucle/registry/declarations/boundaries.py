"""What is declared in a sandbox stays in it, and what is real out of it. Pure."""

from boucle.contract.sandboxes import sandbox_of
from boucle.platform.errors import Fault
from boucle.platform.identity.principal import Principal
from boucle.platform.translating import tr


def home_of(principal: Principal) -> str:
    """The sandbox whose credentials these are, as ``sandbox_of`` says it; "" of any others."""
    return sandbox_of(min(principal.territories, default=""))


def sandbox_fault(field: str, territory: str, home: str) -> Fault | None:
    """What is wrong with a territory for something of the sandbox ``home``, of none if ""."""
    if sandbox_of(territory) == home:
        return None
    if home:
        right = tr(
            "a territory of this sandbox: GET /v1/territories; their codes begin with {home}",
            home=home,
        )
        return Fault(field, territory, "is outside the sandbox that this is in", right)
    return Fault(
        field,
        territory,
        "is a territory of a sandbox, and this is not in one",
        "a real territory; what is in a sandbox is declared with the credentials of that sandbox",
    )

from dataclasses import dataclass
from typing import Literal
from uuid import UUID

Role = Literal["company", "tool", "animator", "operator", "service"]


@dataclass(frozen=True, slots=True)
class Principal:
    """The caller, as its token says. ``organisations``: a company's own. ``territories``: an
    animator's, SIRENs, federations already expanded to their members. A tool's grants are not here:
    ``Flow.tools`` and ``Site.tools`` name the ``client_id`` of those that may act."""

    id: str
    role: Role
    client_id: str
    organisations: frozenset[UUID] = frozenset()
    territories: frozenset[str] = frozenset()

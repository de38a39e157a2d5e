"""Every route of matching."""

from typing import Final

from boucle.matching.api import (
    disclosures,
    explain,
    group_possibilities,
    lives,
    notes,
    possibilities,
    qualified,
    reports,
    synergies,
    unmet,
    workshops,
)

ROUTERS: Final = (
    reports.router,
    synergies.router,
    lives.router,
    notes.router,
    disclosures.router,
    possibilities.router,
    group_possibilities.router,
    explain.router,
    qualified.router,
    unmet.router,
    workshops.router,
)

"""Whose versions are asked for: registry's, of what is declared there."""

from typing import Final

from boucle.platform.recovery.given import VersionGiver

REGISTRY_VERSIONS: Final = VersionGiver(
    "registry",
    {"territory": "territories", "site": "sites", "flow": "flows", "sharing": "sharings"},
)

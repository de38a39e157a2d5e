"""Where declarations are: distances, and the place that a group's id is made with. Pure."""

from collections.abc import Iterable

from boucle.contract.cells import cell_of
from boucle.contract.events.registry import SiteFacts
from boucle.contract.events.sharing import Sharing
from boucle.matching.kinds.distances import metres
from boucle.matching.kinds.ids import cell_anchor, zone_anchor


def metres_between(one: SiteFacts, other: SiteFacts) -> int:
    """As the crow flies, to the metre."""
    return round(metres((one.latitude, one.longitude), (other.latitude, other.longitude)))


def anchor_of(sharing: Sharing) -> str:
    """Its zone, else its cell."""
    if sharing.zone is not None:
        return zone_anchor(sharing.territory, sharing.zone)
    return cell_anchor(cell_of(sharing.site.latitude, sharing.site.longitude))


def territory_of(sharings: Iterable[Sharing]) -> str:
    """The least SIREN of theirs: its parameters count."""
    return min(one.territory for one in sharings)

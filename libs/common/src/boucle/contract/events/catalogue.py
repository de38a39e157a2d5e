"""List every event type of Boucle: its producer, topic and payload."""

from typing import get_args

from boucle.contract.events.groups import Group, GroupState
from boucle.contract.events.matching import Life, ListsChanged
from boucle.contract.events.notifications import Introduction, Meeting
from boucle.contract.events.registry import (
    ErasedPerson,
    Establishments,
    Flow,
    SignInAsked,
    Site,
    Territory,
)
from boucle.contract.events.sharing import Sharing
from boucle.platform.events import EventRegistry, Payload
from boucle.platform.identity.revocation import Revocation

REGISTRY = "/boucle/registry"
MATCHING = "/boucle/matching"
NOTIFICATIONS = "/boucle/notifications"

_LIFE_STEPS = (
    "opened",
    "qualified",
    "introduced",
    "answered",
    "studying",
    "running",
    "stopped",
    "reopened",
    "reported",
    "planned",
    "at_risk",
    "weighed",
    "lost",
    "left",
    "carrier_named",
)


def register(events: EventRegistry) -> None:
    """Register all types; call it once per process."""

    def add(source: str, topic: str, payload: Payload, steps: tuple[str, ...]) -> None:
        for step in steps:
            events.add(f"{topic}.{step}.v1", payload, source=source, topic=topic)

    add(REGISTRY, "territory", Territory, ("declared", "revised"))
    add(REGISTRY, "site", Site, ("declared", "revised", "withdrawn"))
    add(REGISTRY, "flow", Flow, ("declared", "revised", "withdrawn"))
    add(REGISTRY, "establishments", Establishments, ("counted",))
    add(REGISTRY, "person", ErasedPerson, ("erased",))
    add(REGISTRY, "sign_in", SignInAsked, ("asked",))
    add(REGISTRY, "sharing", Sharing, ("declared", "revised", "withdrawn"))
    add(REGISTRY, "principal", Revocation, ("revoked",))
    add(MATCHING, "lists", ListsChanged, ("changed",))
    add(MATCHING, "life", Life, _LIFE_STEPS)
    add(NOTIFICATIONS, "introduction", Introduction, ("sent", "answered", "disclosed"))
    add(MATCHING, "group", Group, get_args(GroupState))
    add(
        NOTIFICATIONS,
        "meeting",
        Meeting,
        ("planned", "invited", "answered", "moved", "cancelled", "attended"),
    )

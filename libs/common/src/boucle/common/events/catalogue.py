"""Every event type of Boucle: who says it, on which topic, what it carries.

A type's shareable twin is the same change through the masking function: ``shared.`` before its
name, the same version, on ``shared.<topic>``.
"""

from boucle.common.events.codec import EventRegistry
from boucle.common.events.envelope import Payload
from boucle.common.events.matching import Life, ListsChanged, SharedSynergy, Synergy
from boucle.common.events.notifications import (
    Introduction,
    Meeting,
    SharedIntroduction,
    SharedMeeting,
)
from boucle.common.events.registry import Flow, Site, Territory

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
)


def shared(type_: str) -> str:
    """The name of a type's shareable twin: ``shared.synergy.detected.v1``."""
    return f"shared.{type_}"


def _all_events() -> EventRegistry:
    events = EventRegistry()

    def add(
        source: str, topic: str, payload: Payload, steps: tuple[str, ...], twin: Payload | None
    ) -> None:
        for step in steps:
            type_ = f"{topic}.{step}.v1"
            events.add(type_, payload, source=source, topic=topic)
            if twin is not None:
                # A life and a candidacy are two internal topics and one shareable synergy.
                target = "synergy" if topic == "life" else topic
                events.add(shared(type_), twin, source=source, topic=f"shared.{target}")

    add(REGISTRY, "territory", Territory, ("declared", "revised"), None)
    add(REGISTRY, "site", Site, ("declared", "revised", "withdrawn"), None)
    add(REGISTRY, "flow", Flow, ("declared", "revised", "withdrawn"), None)
    add(MATCHING, "synergy", Synergy, ("detected", "revised", "withdrawn"), SharedSynergy)
    add(MATCHING, "lists", ListsChanged, ("changed",), None)
    add(MATCHING, "life", Life, _LIFE_STEPS, SharedSynergy)
    add(
        NOTIFICATIONS,
        "introduction",
        Introduction,
        ("sent", "answered", "disclosed"),
        SharedIntroduction,
    )
    add(
        NOTIFICATIONS,
        "meeting",
        Meeting,
        ("planned", "invited", "answered", "attended"),
        SharedMeeting,
    )
    return events


EVENTS = _all_events()

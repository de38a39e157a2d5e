"""What a change of a territory's settings changed. Pure; no name or address of a person."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final

from boucle.registry.entities import Role, Territory

SETTINGS: Final = (
    "policy",
    "k",
    "threshold",
    "auto_threshold",
    "weights",
    "limits",
    "route_limits",
    "routes_off",
)
"""What decides who is paired with whom and who is written to: each change of these is kept."""


@dataclass(frozen=True, slots=True)
class Change:
    """One setting, before and after; ``before`` None: the territory was declared with it."""

    setting: str
    before: Any
    after: Any


@dataclass(frozen=True, slots=True)
class SettingsChange:
    """Who changed what, when. ``version``: the territory's, with which scores were made since.

    ``by`` and ``role`` None: known only to have been so when history began to be kept.
    """

    siren: str
    version: int
    at: datetime
    by: str | None
    role: Role | None
    changes: tuple[Change, ...]


def changes(before: Territory | None, after: Territory) -> tuple[Change, ...]:
    """The settings that differ, in a fixed order; all of them for a new territory."""
    return tuple(
        Change(name, None if before is None else _told(before, name), _told(after, name))
        for name in SETTINGS
        if before is None or _told(before, name) != _told(after, name)
    )


def _told(territory: Territory, name: str) -> Any:
    value = getattr(territory, name)
    return list(value) if isinstance(value, tuple) else value

"""Compare a territory's settings before and after a change. Pure; no name or address of a
person."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final

import msgspec

from boucle.contract.events.registry import Territory as TerritoryEvent
from boucle.platform.identity.principal import Role
from boucle.registry.domain.entities import Territory

SETTINGS: Final = tuple(
    name for name in TerritoryEvent.__struct_fields__ if name not in ("siren", "kind", "parent")
)
"""What decides who is paired with whom and who is written to: each change of these is kept."""


@dataclass(frozen=True, slots=True)
class SettingChange:
    """A setting before and after; ``before`` None: the territory was declared with it."""

    setting: str
    before: Any
    after: Any


@dataclass(frozen=True, slots=True)
class SettingsChange:
    """Who changed what, when. ``version``: the territory's, which later scores used. ``by`` and
    ``role`` None: the settings when the history began."""

    siren: str
    version: int
    at: datetime
    by: str | None
    role: Role | None
    changes: tuple[SettingChange, ...]


@dataclass(frozen=True, slots=True)
class OwnParameter:
    """A territory's own value of a parameter; who set it, when: None where nobody knows."""

    value: str
    role: Role | None = None
    at: datetime | None = None


def own_parameters(
    parameters: Mapping[str, str], history: Iterable[SettingsChange]
) -> Mapping[str, OwnParameter]:
    """Return the values that a territory sets, by key. ``history``: oldest first."""
    own = {key: OwnParameter(value) for key, value in parameters.items()}
    for change in history:
        for one in change.changes:
            known = one.before or {}
            for key, value in one.after.items() if one.setting == "parameters" else ():
                if key in own and own[key].value == value != known.get(key):
                    own[key] = OwnParameter(value, change.role, change.at)
    return own


def changes(before: Territory | None, after: Territory) -> tuple[SettingChange, ...]:
    """Return the settings that differ, in a fixed order; all of them for a new territory."""
    old = dict.fromkeys(SETTINGS) if before is None else plain_settings(before)
    return tuple(
        SettingChange(name, old[name], value)
        for name, value in plain_settings(after).items()
        if before is None or old[name] != value
    )


def plain_settings(territory: Territory) -> dict[str, Any]:
    """Return every setting by name, as in JSON."""
    values = {name: msgspec.to_builtins(getattr(territory.published, name)) for name in SETTINGS}
    return {name: list(v) if isinstance(v, tuple) else v for name, v in values.items()}

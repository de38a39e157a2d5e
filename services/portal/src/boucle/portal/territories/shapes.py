"""What the API answers of a territory, as far as pages show it."""

from datetime import datetime

import msgspec

from boucle.portal.synergies.shapes import ShownTotal


class CountedSynergies(msgspec.Struct, frozen=True):
    total: ShownTotal | None = None


class ChangedSetting(msgspec.Struct, frozen=True):
    setting: str


class SettingsStep(msgspec.Struct, frozen=True):
    at: datetime
    changes: tuple[ChangedSetting, ...]
    by: str | None = None


class SettingsHistory(msgspec.Struct, frozen=True):
    items: tuple[SettingsStep, ...]
    next: str | None = None

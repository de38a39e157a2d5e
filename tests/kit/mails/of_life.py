"""What a mail's reader may know of a synergy, as far as rules ask. Pure."""

from __future__ import annotations

from typing import Final, NamedTuple
from uuid import UUID

from msgspec.structs import replace

from boucle.contract.events.matching import Life, Side
from boucle.contract.events.registry import Quantity
from boucle.contract.masking import Viewer, mask_synergy
from boucle.contract.views import view_of
from tests.kit.mails.facts import Gain

_WITHOUT_GAIN: Final = frozenset(
    {
        *("meeting", "meeting_update", "meeting_cancel", "follow_up"),
        *("carrier_named", "member_left", "group_over", "contact_left"),
        "question_answered",
    }
)
_AMONG_MEMBERS: Final = frozenset({"disclosure", "at_risk", "carrier_named"})
"""Steps whose readers know each other."""


class Matter(NamedTuple):
    """The reader's own quantity a year, whether there is a gain to show, and what may be known of
    the others."""

    own: Quantity | None
    gain: Gain | None
    shown: str = ""


def matter(life: Life, reader: UUID, kind: str) -> Matter:
    """``life``: as it is by now; a mail from before names were exchanged showed the preview."""
    if life.group is not None:
        return _of_group(life, reader, kind)
    seen = life if kind == "disclosure" else replace(life, disclosed=False)
    view = mask_synergy(view_of(seen), viewer=Viewer.company(reader))
    others = [(one.family, one.division) for one in view.sides if one.masked]
    before = mask_synergy(view_of(replace(life, disclosed=False)), viewer=Viewer.company(reader))
    figures = (view.eur, before.eur)  # what was shown before holds where the other named no price
    ranged: Gain = "range" if any(one and one.low for one in figures) else "missing"
    return Matter(
        side_of(life, reader).quantity,
        None if kind in _WITHOUT_GAIN else ranged,
        f"{others} {view.distance_band}",
    )


def _of_group(life: Life, reader: UUID, kind: str) -> Matter:
    """Its own saving once names were exchanged, or what was shown before."""
    known = life.disclosed and kind in _AMONG_MEMBERS
    before = mask_synergy(view_of(replace(life, disclosed=False)), viewer=Viewer.company(reader))
    group = life.group_now or life.group
    members = group.members if group else ()
    saving = next((one.saving for one in members if one.organisation_id == reader), None)
    weighed = {one.sharing_id for one in members if one.role != "carrier"}
    left = {"refused", "already_done"}
    stay = {one.side.sharing_id for one in life.parties if one.standing not in left}
    ranged = bool((known and saving) or (before.eur and before.eur.low))
    ranged = ranged and not (known and weighed != stay)
    companies = before.group.companies if before.group else None
    gain: Gain = "range" if ranged else "missing"
    return Matter(None, None if kind in _WITHOUT_GAIN else gain, f"{companies} {life.kind}")


def side_of(life: Life, company: UUID) -> Side:
    sides = (party.side for party in life.parties)
    return next(side for side in sides if side.organisation_id == company)

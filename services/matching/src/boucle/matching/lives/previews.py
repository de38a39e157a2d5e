"""What each party is shown when a pair is qualified: made once, from coarse copies, and kept."""

from collections.abc import Mapping
from uuid import UUID

from msgspec.structs import replace

from boucle.common.cells import cell_of_vector
from boucle.common.db import Session
from boucle.common.errors import Conflict
from boucle.common.events.matching import Life, Role
from boucle.common.ids import uuid_of
from boucle.matching import sites
from boucle.matching.candidates.coarse_views import preview, share_of_need
from boucle.matching.candidates.synergy import PairInputs
from boucle.matching.crowds.steps import Crowd, CrowdKey
from boucle.matching.crowds.use_cases import crowds_of
from boucle.matching.lives.pair_scoring import rules
from boucle.matching.scoring import FlowRow, Rules


class WeakLead(Conflict):
    """A pair that would cover too little of the need to write to anybody: it is listed only."""

    code = "weak-lead"

    def __init__(self, share: float, least: float) -> None:
        super().__init__(
            f"it would cover about {share:.2%} of the need, and the need's territory wants "
            f"{least:.2%} at least to write to companies: lower its least_share to introduce it"
        )


def is_weak(inputs: PairInputs) -> bool:
    """Below the least share of the need's territory, by coarse copies of both."""
    return share_of_need(inputs, rules()) < inputs.settings[1].least_share


def ensure_not_weak(inputs: PairInputs) -> None:
    """Raises WeakLead."""
    if is_weak(inputs):
        raise WeakLead(share_of_need(inputs, rules()), inputs.settings[1].least_share)


async def with_previews(session: Session, life: Life, inputs: PairInputs | None) -> Life:
    """The life with what its parties are shown, and which of them is asked first. Without inputs
    (people found it, of no two flows) nothing is made."""
    if inputs is None:
        return replace(life, previews=(), asked_first=None)
    about: dict[Role, Crowd | None] = {
        "offer": await _crowd(session, inputs.offer, inputs.need),
        "need": await _crowd(session, inputs.need, inputs.offer),
    }
    return replace(
        life,
        previews=(
            preview(inputs, "offer", about["need"], rules()),
            preview(inputs, "need", about["offer"], rules()),
        ),
        asked_first=asked_first(inputs, about),
    )


def asked_first(inputs: PairInputs, about: Mapping[Role, Crowd | None]) -> UUID | None:
    """The side of which nothing may be shown: the other hears of it once it agrees. Of two, the
    need's: there are fewer that take a thing than give it."""
    if about["need"] is None:
        return uuid_of(inputs.need.organisation)
    return uuid_of(inputs.offer.organisation) if about["offer"] is None else None


async def _crowd(session: Session, hidden: FlowRow, reader: FlowRow) -> Crowd | None:
    """What may be shown of a flow to the company of another, and to the tools that act for it."""
    key = crowd_key(hidden, rules())
    known = await sites.with_one_tool(session, uuid_of(reader.organisation))
    return (await crowds_of(session, [key], known, count_missing=True)).get(key)


def crowd_key(row: FlowRow, rules: Rules) -> CrowdKey:
    cell = cell_of_vector(row.x, row.y, row.z)
    division = f"{row.division:02d}" if row.division else ""
    return CrowdKey(rules.family(row.family).key, row.output, division, cell.north, cell.east)

"""What each party is shown when a pair is qualified: made once, from coarse copies, and kept."""

from collections.abc import Sequence
from uuid import UUID

from msgspec.structs import replace

from boucle.contract.cells import cell_of_vector
from boucle.contract.events.matching import Life
from boucle.matching import sites
from boucle.matching.candidates.coarse_views import coarse_score, is_weak, preview, share_of_need
from boucle.matching.candidates.synergy import PairInputs
from boucle.matching.crowds.steps import Crowd, CrowdKey
from boucle.matching.crowds.store import has_register
from boucle.matching.crowds.use_cases import crowds_of, fitting_everywhere
from boucle.matching.lives.pair_scoring import rules
from boucle.matching.scoring import FlowInputs, Rules
from boucle.platform.db import Session
from boucle.platform.errors import Conflict
from boucle.platform.ids import uuid_of
from boucle.platform.translating import tr


class WeakLead(Conflict):
    """A pair that would cover too little of the need to write to anybody: it is listed only."""

    code = "weak-lead"

    def __init__(self, share: float, least: float) -> None:
        super().__init__(
            tr(
                "it would cover about {share} of the need, and the need's territory wants "
                "{least} at least to write to companies: lower its least_share to introduce "
                "it",
                share=f"{share:.1%}",
                least=f"{least:.0%}",
            )
        )


def ensure_not_weak(inputs: PairInputs) -> None:
    """Raises WeakLead."""
    if is_weak(inputs, rules()):
        raise WeakLead(share_of_need(inputs, rules()), inputs.settings[1].least_share)


async def with_previews(session: Session, life: Life, inputs: PairInputs | None) -> Life:
    """The life with what its parties are shown, which of them is asked first, and its score by both
    copies: the order in which companies are written to tells no more. Without inputs
    (people found it, of no two flows) nothing is made."""
    if inputs is None:
        return replace(life, previews=(), asked_first=None, coarse_score=None)
    registered = await has_register(session)
    of_offer = await _crowd(session, inputs.offer, inputs.need, registered=registered)
    of_need = await _crowd(session, inputs.need, inputs.offer, registered=registered)
    hidden = [
        row for row, crowd in ((inputs.need, of_need), (inputs.offer, of_offer)) if crowd is None
    ]
    return replace(
        life,
        previews=(
            preview(inputs, "offer", of_need, rules()),
            preview(inputs, "need", of_offer, rules()),
        ),
        asked_first=await _rarest(session, hidden),
        coarse_score=coarse_score(inputs, rules()),
    )


async def _rarest(session: Session, hidden: Sequence[FlowInputs]) -> UUID | None:
    """The organisation of which nothing may be shown, the rarer of two: the other hears of it once
    it agrees."""
    if not hidden:
        return None
    fitting = [await fitting_everywhere(session, crowd_key(row, rules())) for row in hidden]
    return uuid_of(hidden[fitting.index(min(fitting))].organisation)


async def _crowd(
    session: Session, hidden: FlowInputs, reader: FlowInputs, *, registered: bool
) -> Crowd | None:
    """What may be shown of a flow to the company of another, and to the tools that act for it."""
    key = crowd_key(hidden, rules())
    known = await sites.with_one_tool(session, uuid_of(reader.organisation))
    found = await crowds_of(session, [key], known, registered=registered, count_missing=True)
    return found.get(key)


def crowd_key(row: FlowInputs, rules: Rules) -> CrowdKey:
    cell = cell_of_vector(row.x, row.y, row.z)
    division = f"{row.division:02d}" if row.division else ""
    return CrowdKey(rules.family(row.family).key, row.output, division, cell.north, cell.east)

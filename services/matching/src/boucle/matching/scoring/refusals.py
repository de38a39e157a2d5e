"""Compare refusals with flows: a refusal holds until the refused value of the other's flow
changes."""

from collections.abc import Callable, Mapping
from typing import Final, get_args

import msgspec

from boucle.contract.events.matching import Life, Party, RefusalReason
from boucle.contract.events.registry import Flow
from boucle.matching.scoring.inputs import REFUSABLE

_encoder = msgspec.json.Encoder(order="deterministic")

_REFUSED: Mapping[RefusalReason, Callable[[Flow], object]] = {
    "concentration": lambda flow: flow.qualities,
    "form": lambda flow: flow.form,
    "hygiene": lambda flow: (flow.qualities, flow.hazardous),
    "quantity": lambda flow: flow.quantity,
    "timing": lambda flow: (flow.availability, _contract_end(flow)),
    "price": lambda flow: (flow.current_route, flow.current_supply),
    "regulation": lambda flow: (flow.legal_status, sorted(flow.accepts), flow.low, flow.hazardous),
    "distance": lambda flow: (flow.site_id, flow.site.latitude, flow.site.longitude),
}

_LAPSING: Final = tuple(_REFUSED[reason] for reason in REFUSABLE)
ONLY_ANIMATOR_REOPENS: Final[frozenset[RefusalReason]] = frozenset(
    set(get_args(RefusalReason)) - set(REFUSABLE)
)
"""``secrecy``, ``has_provider`` and ``other``: no value of a flow tells when they end.
``wrong_data``: which value is wrong, the animator finds out with the company."""


def refused_value(reason: RefusalReason, flow: Flow) -> str | None:
    """Return what ``reason`` refuses of ``flow`` (the *other* party's), as comparable text.
    ``None`` if only an animator can reopen it. Exact figures: for the services only."""
    attribute = _REFUSED.get(reason)
    if attribute is None:
        return None
    return _encoder.encode(attribute(flow)).decode()


def refusable(flow: Flow) -> list[bytes]:
    """Return the ``refused_value`` of the flow for each of ``REFUSABLE``, in UTF-8."""
    return [_encoder.encode(attribute(flow)) for attribute in _LAPSING]


def lapsed(life: Life, flows: Mapping[str, Flow]) -> bool:
    """Tell whether everything that was refused changed. ``flows``: the parties' current flows by
    role. A refusal without a stored value never lapses, nor one whose other flow is unknown."""
    refusals = [party for party in life.parties if party.standing == "refused"]
    return bool(refusals) and all(_has_changed(party, life, flows) for party in refusals)


def _has_changed(party: Party, life: Life, flows: Mapping[str, Flow]) -> bool:
    if party.reason is None or party.refused_value is None:
        return False
    others = [other.side.role for other in life.parties if other is not party]
    now = [refused_value(party.reason, flows[role]) for role in others if role in flows]
    return bool(now) and party.refused_value not in now


def _contract_end(flow: Flow) -> object:
    ends = [flow.current_route, flow.current_supply]
    return [term.contract_end for term in ends if term is not None]

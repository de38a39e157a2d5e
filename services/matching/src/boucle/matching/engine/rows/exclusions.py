"""Encode hard exclusions as bits: a pair passes if both sides share a bit in each field. First
gate: the routes that take an offer, or a need's treatments (all if it declares none). Second gate:
months and legal statuses (declared by an offer, accepted by a need). An undeclared field has a bit
that everybody shares."""

from typing import Any, Final, NamedTuple

import numpy as np

from boucle.matching.engine.compiled import inlined
from boucle.matching.scoring.inputs import ALWAYS, UNDECLARED
from boucle.matching.scoring.rules import WASTE

_UNDECLARED: Final = np.uint32(1 << 31)
_ANY: Final = np.uint32((1 << 32) - 1)
_STATUS: Final = 12
_NO_STATUS: Final = 1 << 20


class Gate(NamedTuple):
    """The bits that a partner of a flow on a route must share."""

    first: Any
    months: Any
    statuses: Any


@inlined
def first_gate(flow: Any, taken: int) -> Any:
    """Return the bits of a lane's flow; ``taken``: the routes that take an offer."""
    if flow.output:
        return np.uint32(taken)
    return _ANY if flow.treatments == UNDECLARED else np.uint32(flow.treatments | _UNDECLARED)


@inlined
def second_gate(flow: Any) -> Any:
    bits = _months(flow)
    if flow.output:
        bits |= _status(flow)
    else:
        accepted = np.int64(0xFF) if flow.accepts == UNDECLARED else np.int64(flow.accepts)
        bits |= accepted << _STATUS | _NO_STATUS
    return np.uint32(bits)


@inlined
def gate_of(flow: Any, rule: Any) -> Gate:
    first, statuses = np.int64(rule.bit), _status(flow)
    if flow.output:
        first = np.int64(1 << 31)
        if flow.status == WASTE and rule.operations != 0:
            first = np.int64(rule.operations)
    else:
        statuses = np.int64(rule.statuses)
        if flow.accepts != UNDECLARED:
            statuses &= np.int64(flow.accepts)
        if flow.treatments != UNDECLARED and unable(flow, rule):
            statuses &= 0xFF & ~WASTE
        statuses = statuses << _STATUS | _NO_STATUS
    return Gate(np.uint32(first), np.uint32(_months(flow)), np.uint32(statuses))


@inlined
def unable(receiver: Any, rule: Any) -> bool:
    """Tell whether the receiver declares none of the route's required operations."""
    return bool(rule.operations != 0 and (rule.operations & receiver.treatments) == 0)


@inlined
def _months(flow: Any) -> Any:
    return np.int64(ALWAYS) if flow.months == UNDECLARED else np.int64(flow.months)


@inlined
def _status(flow: Any) -> Any:
    return np.int64(_NO_STATUS) if flow.status == 0 else np.int64(flow.status) << _STATUS

"""Ids of substitutions by the thousand. Pure."""

from typing import Any, Final
from uuid import UUID

import numpy as np
import numpy.typing as npt

from boucle.contract.events.changed_lists import SUBSTITUTIONS
from boucle.platform.ids import uuid5_of

Array = npt.NDArray[Any]

_TWO_DIGITS: Final = np.array([f"{byte:02x}".encode() for byte in range(256)]).view(np.uint16)
_DIGITS: Final = np.array([at for at in range(36) if at not in (8, 13, 18, 23)])
_OFFER, _SLASH, _NEED, _END = 16, 52, 53, 89
"""Where the parts of a name stand behind the namespace."""


def synergy_ids(offers: Array, needs: Array) -> list[UUID]:
    """As ``synergy_id`` of each pair; ids are the 16 bytes of their UUIDs."""
    names = np.empty((len(offers), _END), np.uint8)
    names[:, :_OFFER] = np.frombuffer(SUBSTITUTIONS.bytes, np.uint8)
    names[:, _OFFER:_SLASH] = _texts(offers)
    names[:, _SLASH] = ord("/")
    names[:, _NEED:] = _texts(needs)
    return [uuid5_of(bytes(name)) for name in names]


def _texts(ids: Array) -> Array:
    """The 36 characters of each."""
    texts = np.full((len(ids), 36), ord("-"), np.uint8)
    texts[:, _DIGITS] = _TWO_DIGITS[ids.view(np.uint8).reshape(-1, 16)].view(np.uint8)
    return texts

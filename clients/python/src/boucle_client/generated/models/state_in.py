from __future__ import annotations

from collections.abc import Mapping
from typing import Any, TypeVar, BinaryIO, TextIO, TYPE_CHECKING, Generator

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from ..types import UNSET, Unset

from ..models.state_in_state import check_state_in_state
from ..models.state_in_state import StateInState
from ..types import UNSET, Unset
from typing import cast
import datetime

if TYPE_CHECKING:
  from ..models.synergy_quantity_in import SynergyQuantityIn





T = TypeVar("T", bound="StateIn")



@_attrs_define
class StateIn:
    """ Where it stands now. ``running``: the ``quantity`` agreed, ``since``. ``stopped``: ``on``.

    ``reopen``: back to ``detected``, everybody to be asked anew.

        Attributes:
            state (StateInState):
            on (datetime.date | None | Unset):
            quantity (None | SynergyQuantityIn | Unset):
            since (datetime.date | None | Unset):
     """

    state: StateInState
    on: datetime.date | None | Unset = UNSET
    quantity: None | SynergyQuantityIn | Unset = UNSET
    since: datetime.date | None | Unset = UNSET





    def to_dict(self) -> dict[str, Any]:
        from ..models.synergy_quantity_in import SynergyQuantityIn # noqa: PLC0415
        state: str = self.state

        on: None | str | Unset
        if isinstance(self.on, Unset):
            on = UNSET
        elif isinstance(self.on, datetime.date):
            on = self.on.isoformat()
        else:
            on = self.on

        quantity: dict[str, Any] | None | Unset
        if isinstance(self.quantity, Unset):
            quantity = UNSET
        elif isinstance(self.quantity, SynergyQuantityIn):
            quantity = self.quantity.to_dict()
        else:
            quantity = self.quantity

        since: None | str | Unset
        if isinstance(self.since, Unset):
            since = UNSET
        elif isinstance(self.since, datetime.date):
            since = self.since.isoformat()
        else:
            since = self.since


        field_dict: dict[str, Any] = {}

        field_dict.update({
            "state": state,
        })
        if on is not UNSET:
            field_dict["on"] = on
        if quantity is not UNSET:
            field_dict["quantity"] = quantity
        if since is not UNSET:
            field_dict["since"] = since

        return field_dict



    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        from ..models.synergy_quantity_in import SynergyQuantityIn # noqa: PLC0415
        d = dict(src_dict)
        state = check_state_in_state(d.pop("state"))




        def _parse_on(data: object) -> datetime.date | None | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            try:
                if not isinstance(data, str):
                    raise TypeError()
                on_type_0 = datetime.date.fromisoformat(data)



                return on_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(datetime.date | None | Unset, data)

        on = _parse_on(d.pop("on", UNSET))


        def _parse_quantity(data: object) -> None | SynergyQuantityIn | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            try:
                if not isinstance(data, dict):
                    raise TypeError()
                quantity_type_0 = SynergyQuantityIn.from_dict(data)



                return quantity_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(None | SynergyQuantityIn | Unset, data)

        quantity = _parse_quantity(d.pop("quantity", UNSET))


        def _parse_since(data: object) -> datetime.date | None | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            try:
                if not isinstance(data, str):
                    raise TypeError()
                since_type_0 = datetime.date.fromisoformat(data)



                return since_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(datetime.date | None | Unset, data)

        since = _parse_since(d.pop("since", UNSET))


        state_in = cls(
            state=state,
            on=on,
            quantity=quantity,
            since=since,
        )

        return state_in


from __future__ import annotations

from collections.abc import Mapping
from typing import Any, TypeVar, BinaryIO, TextIO, TYPE_CHECKING, Generator

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from ..types import UNSET, Unset

from ..types import UNSET, Unset
from typing import cast
import datetime






T = TypeVar("T", bound="CurrentRouteIn")



@_attrs_define
class CurrentRouteIn:
    """ What an output costs today; a negative cost is a sale.

        Attributes:
            contract_end (datetime.date | None | Unset):
            cost_eur_per_unit (float | None | str | Unset):
            operation (None | str | Unset):
     """

    contract_end: datetime.date | None | Unset = UNSET
    cost_eur_per_unit: float | None | str | Unset = UNSET
    operation: None | str | Unset = UNSET





    def to_dict(self) -> dict[str, Any]:
        contract_end: None | str | Unset
        if isinstance(self.contract_end, Unset):
            contract_end = UNSET
        elif isinstance(self.contract_end, datetime.date):
            contract_end = self.contract_end.isoformat()
        else:
            contract_end = self.contract_end

        cost_eur_per_unit: float | None | str | Unset
        if isinstance(self.cost_eur_per_unit, Unset):
            cost_eur_per_unit = UNSET
        else:
            cost_eur_per_unit = self.cost_eur_per_unit

        operation: None | str | Unset
        if isinstance(self.operation, Unset):
            operation = UNSET
        else:
            operation = self.operation


        field_dict: dict[str, Any] = {}

        field_dict.update({
        })
        if contract_end is not UNSET:
            field_dict["contract_end"] = contract_end
        if cost_eur_per_unit is not UNSET:
            field_dict["cost_eur_per_unit"] = cost_eur_per_unit
        if operation is not UNSET:
            field_dict["operation"] = operation

        return field_dict



    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        d = dict(src_dict)
        def _parse_contract_end(data: object) -> datetime.date | None | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            try:
                if not isinstance(data, str):
                    raise TypeError()
                contract_end_type_0 = datetime.date.fromisoformat(data)



                return contract_end_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(datetime.date | None | Unset, data)

        contract_end = _parse_contract_end(d.pop("contract_end", UNSET))


        def _parse_cost_eur_per_unit(data: object) -> float | None | str | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            return cast(float | None | str | Unset, data)

        cost_eur_per_unit = _parse_cost_eur_per_unit(d.pop("cost_eur_per_unit", UNSET))


        def _parse_operation(data: object) -> None | str | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            return cast(None | str | Unset, data)

        operation = _parse_operation(d.pop("operation", UNSET))


        current_route_in = cls(
            contract_end=contract_end,
            cost_eur_per_unit=cost_eur_per_unit,
            operation=operation,
        )

        return current_route_in


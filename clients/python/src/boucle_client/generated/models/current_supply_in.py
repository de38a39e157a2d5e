from __future__ import annotations

from collections.abc import Mapping
from typing import Any, TypeVar, BinaryIO, TextIO, TYPE_CHECKING, Generator

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from ..types import UNSET, Unset

from ..types import UNSET, Unset
from typing import cast
import datetime






T = TypeVar("T", bound="CurrentSupplyIn")



@_attrs_define
class CurrentSupplyIn:
    """ What feeds an input today: ``virgin`` or an energy carrier, and its price.

        Attributes:
            contract_end (datetime.date | None | Unset):
            price_eur_per_unit (float | None | str | Unset):
            source (None | str | Unset):
     """

    contract_end: datetime.date | None | Unset = UNSET
    price_eur_per_unit: float | None | str | Unset = UNSET
    source: None | str | Unset = UNSET





    def to_dict(self) -> dict[str, Any]:
        contract_end: None | str | Unset
        if isinstance(self.contract_end, Unset):
            contract_end = UNSET
        elif isinstance(self.contract_end, datetime.date):
            contract_end = self.contract_end.isoformat()
        else:
            contract_end = self.contract_end

        price_eur_per_unit: float | None | str | Unset
        if isinstance(self.price_eur_per_unit, Unset):
            price_eur_per_unit = UNSET
        else:
            price_eur_per_unit = self.price_eur_per_unit

        source: None | str | Unset
        if isinstance(self.source, Unset):
            source = UNSET
        else:
            source = self.source


        field_dict: dict[str, Any] = {}

        field_dict.update({
        })
        if contract_end is not UNSET:
            field_dict["contract_end"] = contract_end
        if price_eur_per_unit is not UNSET:
            field_dict["price_eur_per_unit"] = price_eur_per_unit
        if source is not UNSET:
            field_dict["source"] = source

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


        def _parse_price_eur_per_unit(data: object) -> float | None | str | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            return cast(float | None | str | Unset, data)

        price_eur_per_unit = _parse_price_eur_per_unit(d.pop("price_eur_per_unit", UNSET))


        def _parse_source(data: object) -> None | str | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            return cast(None | str | Unset, data)

        source = _parse_source(d.pop("source", UNSET))


        current_supply_in = cls(
            contract_end=contract_end,
            price_eur_per_unit=price_eur_per_unit,
            source=source,
        )

        return current_supply_in


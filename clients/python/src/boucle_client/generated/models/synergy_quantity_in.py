from __future__ import annotations

from collections.abc import Mapping
from typing import Any, TypeVar, BinaryIO, TextIO, TYPE_CHECKING, Generator

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from ..types import UNSET, Unset







T = TypeVar("T", bound="SynergyQuantityIn")



@_attrs_define
class SynergyQuantityIn:
    """ A quantity a year.

        Example:
            {'unit': 't', 'value': '12.5'}

        Attributes:
            unit (str):
            value (str):
     """

    unit: str
    value: str





    def to_dict(self) -> dict[str, Any]:
        unit = self.unit

        value = self.value


        field_dict: dict[str, Any] = {}

        field_dict.update({
            "unit": unit,
            "value": value,
        })

        return field_dict



    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        d = dict(src_dict)
        unit = d.pop("unit")

        value = d.pop("value")

        synergy_quantity_in = cls(
            unit=unit,
            value=value,
        )

        return synergy_quantity_in


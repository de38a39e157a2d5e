from __future__ import annotations

from collections.abc import Mapping
from typing import Any, TypeVar, BinaryIO, TextIO, TYPE_CHECKING, Generator

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from ..types import UNSET, Unset

from typing import cast






T = TypeVar("T", bound="QuantityIn")



@_attrs_define
class QuantityIn:
    """ Per year, unless the unit names another period (``t/month``). Also counted in containers
    (``pallet``, ``big_bag/week``, ``skip 30 m3/month``), which are converted by usual sizes and the
    family's density. Words, spans and text such as ``"3 à 5 t/mois"``: docs/reference/values.md.

        Example:
            {'unit': 't', 'value': '12.5'}

        Attributes:
            unit (str):
            value (float | str): A decimal, or a span such as "3..5". Text is read as people write it.
     """

    unit: str
    value: float | str





    def to_dict(self) -> dict[str, Any]:
        unit = self.unit

        value: float | str
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

        def _parse_value(data: object) -> float | str:
            return cast(float | str, data)

        value = _parse_value(d.pop("value"))


        quantity_in = cls(
            unit=unit,
            value=value,
        )

        return quantity_in


from __future__ import annotations

from collections.abc import Mapping
from typing import Any, TypeVar, BinaryIO, TextIO, TYPE_CHECKING, Generator

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from ..types import UNSET, Unset







T = TypeVar("T", bound="DeclaredQuantityOut")



@_attrs_define
class DeclaredQuantityOut:
    """ A quantity as it was declared, and how the yearly one was made of it.

        Attributes:
            conversion (str): In English.
            conversion_fr (str):
            unit (str):
            value (str):
     """

    conversion: str
    conversion_fr: str
    unit: str
    value: str
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)





    def to_dict(self) -> dict[str, Any]:
        conversion = self.conversion

        conversion_fr = self.conversion_fr

        unit = self.unit

        value = self.value


        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update({
            "conversion": conversion,
            "conversion_fr": conversion_fr,
            "unit": unit,
            "value": value,
        })

        return field_dict



    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        d = dict(src_dict)
        conversion = d.pop("conversion")

        conversion_fr = d.pop("conversion_fr")

        unit = d.pop("unit")

        value = d.pop("value")

        declared_quantity_out = cls(
            conversion=conversion,
            conversion_fr=conversion_fr,
            unit=unit,
            value=value,
        )


        declared_quantity_out.additional_properties = d
        return declared_quantity_out

    @property
    def additional_keys(self) -> list[str]:
        return list(self.additional_properties.keys())

    def __getitem__(self, key: str) -> Any:
        return self.additional_properties[key]

    def __setitem__(self, key: str, value: Any) -> None:
        self.additional_properties[key] = value

    def __delitem__(self, key: str) -> None:
        del self.additional_properties[key]

    def __contains__(self, key: str) -> bool:
        return key in self.additional_properties

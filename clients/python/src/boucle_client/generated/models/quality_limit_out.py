from __future__ import annotations

from collections.abc import Mapping
from typing import Any, TypeVar, BinaryIO, TextIO, TYPE_CHECKING, Generator

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from ..types import UNSET, Unset

from typing import cast






T = TypeVar("T", bound="QualityLimitOut")



@_attrs_define
class QualityLimitOut:
    """ Bounds, both included, that the offer must respect; decimals in ``unit``.

        Attributes:
            attribute (str):
            high (None | str):
            label_en (str):
            label_fr (str):
            low (None | str):
            unit (str):
     """

    attribute: str
    high: None | str
    label_en: str
    label_fr: str
    low: None | str
    unit: str
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)





    def to_dict(self) -> dict[str, Any]:
        attribute = self.attribute

        high: None | str
        high = self.high

        label_en = self.label_en

        label_fr = self.label_fr

        low: None | str
        low = self.low

        unit = self.unit


        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update({
            "attribute": attribute,
            "high": high,
            "label_en": label_en,
            "label_fr": label_fr,
            "low": low,
            "unit": unit,
        })

        return field_dict



    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        d = dict(src_dict)
        attribute = d.pop("attribute")

        def _parse_high(data: object) -> None | str:
            if data is None:
                return data
            return cast(None | str, data)

        high = _parse_high(d.pop("high"))


        label_en = d.pop("label_en")

        label_fr = d.pop("label_fr")

        def _parse_low(data: object) -> None | str:
            if data is None:
                return data
            return cast(None | str, data)

        low = _parse_low(d.pop("low"))


        unit = d.pop("unit")

        quality_limit_out = cls(
            attribute=attribute,
            high=high,
            label_en=label_en,
            label_fr=label_fr,
            low=low,
            unit=unit,
        )


        quality_limit_out.additional_properties = d
        return quality_limit_out

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

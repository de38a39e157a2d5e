from __future__ import annotations

from collections.abc import Mapping
from typing import Any, TypeVar, BinaryIO, TextIO, TYPE_CHECKING, Generator

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from ..types import UNSET, Unset







T = TypeVar("T", bound="ReferenceQuality")



@_attrs_define
class ReferenceQuality:
    """ ``sense``: how an offer meets a need (a temperature must be at least the need's, a moisture
    at most). ``low``, ``high``: what is plausible, in ``unit``.

        Attributes:
            high (str):
            key (str):
            label_en (str):
            label_fr (str):
            low (str):
            sense (str):
            unit (str):
     """

    high: str
    key: str
    label_en: str
    label_fr: str
    low: str
    sense: str
    unit: str
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)





    def to_dict(self) -> dict[str, Any]:
        high = self.high

        key = self.key

        label_en = self.label_en

        label_fr = self.label_fr

        low = self.low

        sense = self.sense

        unit = self.unit


        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update({
            "high": high,
            "key": key,
            "label_en": label_en,
            "label_fr": label_fr,
            "low": low,
            "sense": sense,
            "unit": unit,
        })

        return field_dict



    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        d = dict(src_dict)
        high = d.pop("high")

        key = d.pop("key")

        label_en = d.pop("label_en")

        label_fr = d.pop("label_fr")

        low = d.pop("low")

        sense = d.pop("sense")

        unit = d.pop("unit")

        reference_quality = cls(
            high=high,
            key=key,
            label_en=label_en,
            label_fr=label_fr,
            low=low,
            sense=sense,
            unit=unit,
        )


        reference_quality.additional_properties = d
        return reference_quality

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

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, TypeVar, BinaryIO, TextIO, TYPE_CHECKING, Generator

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from ..types import UNSET, Unset

from typing import cast






T = TypeVar("T", bound="ParameterOut")



@_attrs_define
class ParameterOut:
    """ What a territory may set otherwise (``parameters``). ``source``: where the default was read;
    null: it is a setting, and no fact.

        Attributes:
            default (str):
            key (str):
            label_en (str):
            label_fr (str):
            least (str):
            most (str):
            source (None | str):
            unit (str):
            whole (bool):
     """

    default: str
    key: str
    label_en: str
    label_fr: str
    least: str
    most: str
    source: None | str
    unit: str
    whole: bool
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)





    def to_dict(self) -> dict[str, Any]:
        default = self.default

        key = self.key

        label_en = self.label_en

        label_fr = self.label_fr

        least = self.least

        most = self.most

        source: None | str
        source = self.source

        unit = self.unit

        whole = self.whole


        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update({
            "default": default,
            "key": key,
            "label_en": label_en,
            "label_fr": label_fr,
            "least": least,
            "most": most,
            "source": source,
            "unit": unit,
            "whole": whole,
        })

        return field_dict



    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        d = dict(src_dict)
        default = d.pop("default")

        key = d.pop("key")

        label_en = d.pop("label_en")

        label_fr = d.pop("label_fr")

        least = d.pop("least")

        most = d.pop("most")

        def _parse_source(data: object) -> None | str:
            if data is None:
                return data
            return cast(None | str, data)

        source = _parse_source(d.pop("source"))


        unit = d.pop("unit")

        whole = d.pop("whole")

        parameter_out = cls(
            default=default,
            key=key,
            label_en=label_en,
            label_fr=label_fr,
            least=least,
            most=most,
            source=source,
            unit=unit,
            whole=whole,
        )


        parameter_out.additional_properties = d
        return parameter_out

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

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, TypeVar, BinaryIO, TextIO, TYPE_CHECKING, Generator

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from ..types import UNSET, Unset

from typing import cast






T = TypeVar("T", bound="FamilyOut")



@_attrs_define
class FamilyOut:
    """ A family of the flow. ``share``: of its quantity; null where all of it may be of it.

        Attributes:
            family (str):
            label_en (str):
            label_fr (str):
            share (None | str):
     """

    family: str
    label_en: str
    label_fr: str
    share: None | str
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)





    def to_dict(self) -> dict[str, Any]:
        family = self.family

        label_en = self.label_en

        label_fr = self.label_fr

        share: None | str
        share = self.share


        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update({
            "family": family,
            "label_en": label_en,
            "label_fr": label_fr,
            "share": share,
        })

        return field_dict



    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        d = dict(src_dict)
        family = d.pop("family")

        label_en = d.pop("label_en")

        label_fr = d.pop("label_fr")

        def _parse_share(data: object) -> None | str:
            if data is None:
                return data
            return cast(None | str, data)

        share = _parse_share(d.pop("share"))


        family_out = cls(
            family=family,
            label_en=label_en,
            label_fr=label_fr,
            share=share,
        )


        family_out.additional_properties = d
        return family_out

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

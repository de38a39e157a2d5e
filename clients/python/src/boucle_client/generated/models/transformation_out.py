from __future__ import annotations

from collections.abc import Mapping
from typing import Any, TypeVar, BinaryIO, TextIO, TYPE_CHECKING, Generator

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from ..types import UNSET, Unset







T = TypeVar("T", bound="TransformationOut")



@_attrs_define
class TransformationOut:
    """ 
        Attributes:
            label_en (str):
            label_fr (str):
            transformation (str):
     """

    label_en: str
    label_fr: str
    transformation: str
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)





    def to_dict(self) -> dict[str, Any]:
        label_en = self.label_en

        label_fr = self.label_fr

        transformation = self.transformation


        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update({
            "label_en": label_en,
            "label_fr": label_fr,
            "transformation": transformation,
        })

        return field_dict



    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        d = dict(src_dict)
        label_en = d.pop("label_en")

        label_fr = d.pop("label_fr")

        transformation = d.pop("transformation")

        transformation_out = cls(
            label_en=label_en,
            label_fr=label_fr,
            transformation=transformation,
        )


        transformation_out.additional_properties = d
        return transformation_out

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

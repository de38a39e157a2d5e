from __future__ import annotations

from collections.abc import Mapping
from typing import Any, TypeVar, BinaryIO, TextIO, TYPE_CHECKING, Generator

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from ..types import UNSET, Unset

from typing import cast






T = TypeVar("T", bound="ReferenceUnit")



@_attrs_define
class ReferenceUnit:
    """ ``in_base``: how many ``base`` one is, a decimal rounded to 15 digits. ``natures``: of flows
    that are counted in it; mass and volume both where the family has a density. ``spellings``: some
    that are read as it, in any case, with or without ``/an``.

        Attributes:
            base (str):
            in_base (str):
            key (str):
            label_en (str):
            label_fr (str):
            measures (str):
            natures (list[str]):
            spellings (list[str]):
     """

    base: str
    in_base: str
    key: str
    label_en: str
    label_fr: str
    measures: str
    natures: list[str]
    spellings: list[str]
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)





    def to_dict(self) -> dict[str, Any]:
        base = self.base

        in_base = self.in_base

        key = self.key

        label_en = self.label_en

        label_fr = self.label_fr

        measures = self.measures

        natures = self.natures



        spellings = self.spellings




        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update({
            "base": base,
            "in_base": in_base,
            "key": key,
            "label_en": label_en,
            "label_fr": label_fr,
            "measures": measures,
            "natures": natures,
            "spellings": spellings,
        })

        return field_dict



    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        d = dict(src_dict)
        base = d.pop("base")

        in_base = d.pop("in_base")

        key = d.pop("key")

        label_en = d.pop("label_en")

        label_fr = d.pop("label_fr")

        measures = d.pop("measures")

        natures = cast(list[str], d.pop("natures"))


        spellings = cast(list[str], d.pop("spellings"))


        reference_unit = cls(
            base=base,
            in_base=in_base,
            key=key,
            label_en=label_en,
            label_fr=label_fr,
            measures=measures,
            natures=natures,
            spellings=spellings,
        )


        reference_unit.additional_properties = d
        return reference_unit

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

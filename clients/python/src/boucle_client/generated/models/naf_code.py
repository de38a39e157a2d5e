from __future__ import annotations

from collections.abc import Mapping
from typing import Any, TypeVar, BinaryIO, TextIO, TYPE_CHECKING, Generator

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from ..types import UNSET, Unset







T = TypeVar("T", bound="NafCode")



@_attrs_define
class NafCode:
    """ ``nace``: the code of NACE rev. 2 that it is read as. Labels are those of the division, in
    our words: INSEE publishes those of groups, classes and sub-classes.

        Attributes:
            code (str):
            division (str):
            division_label_en (str):
            division_label_fr (str):
            level (str):
            nace (str):
            nomenclature (str):
            section (str):
     """

    code: str
    division: str
    division_label_en: str
    division_label_fr: str
    level: str
    nace: str
    nomenclature: str
    section: str
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)





    def to_dict(self) -> dict[str, Any]:
        code = self.code

        division = self.division

        division_label_en = self.division_label_en

        division_label_fr = self.division_label_fr

        level = self.level

        nace = self.nace

        nomenclature = self.nomenclature

        section = self.section


        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update({
            "code": code,
            "division": division,
            "division_label_en": division_label_en,
            "division_label_fr": division_label_fr,
            "level": level,
            "nace": nace,
            "nomenclature": nomenclature,
            "section": section,
        })

        return field_dict



    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        d = dict(src_dict)
        code = d.pop("code")

        division = d.pop("division")

        division_label_en = d.pop("division_label_en")

        division_label_fr = d.pop("division_label_fr")

        level = d.pop("level")

        nace = d.pop("nace")

        nomenclature = d.pop("nomenclature")

        section = d.pop("section")

        naf_code = cls(
            code=code,
            division=division,
            division_label_en=division_label_en,
            division_label_fr=division_label_fr,
            level=level,
            nace=nace,
            nomenclature=nomenclature,
            section=section,
        )


        naf_code.additional_properties = d
        return naf_code

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

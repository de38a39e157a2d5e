from __future__ import annotations

from collections.abc import Mapping
from typing import Any, TypeVar, BinaryIO, TextIO, TYPE_CHECKING, Generator

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from ..types import UNSET, Unset

from typing import cast






T = TypeVar("T", bound="OccupationOut")



@_attrs_define
class OccupationOut:
    """ ``label``: as ROME has it, null where it was not imported. ``parent``: its family's code;
    ``family_fr``, ``family_en``: our names of it, null of families that have none. ``neighbours``:
    families from which one passes to it. ``titles``: job titles that are it.

        Attributes:
            code (str):
            family_en (None | str):
            family_fr (None | str):
            green (bool | None):
            label (None | str):
            neighbours (list[str]):
            parent (str):
            titles (list[str]):
     """

    code: str
    family_en: None | str
    family_fr: None | str
    green: bool | None
    label: None | str
    neighbours: list[str]
    parent: str
    titles: list[str]
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)





    def to_dict(self) -> dict[str, Any]:
        code = self.code

        family_en: None | str
        family_en = self.family_en

        family_fr: None | str
        family_fr = self.family_fr

        green: bool | None
        green = self.green

        label: None | str
        label = self.label

        neighbours = self.neighbours



        parent = self.parent

        titles = self.titles




        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update({
            "code": code,
            "family_en": family_en,
            "family_fr": family_fr,
            "green": green,
            "label": label,
            "neighbours": neighbours,
            "parent": parent,
            "titles": titles,
        })

        return field_dict



    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        d = dict(src_dict)
        code = d.pop("code")

        def _parse_family_en(data: object) -> None | str:
            if data is None:
                return data
            return cast(None | str, data)

        family_en = _parse_family_en(d.pop("family_en"))


        def _parse_family_fr(data: object) -> None | str:
            if data is None:
                return data
            return cast(None | str, data)

        family_fr = _parse_family_fr(d.pop("family_fr"))


        def _parse_green(data: object) -> bool | None:
            if data is None:
                return data
            return cast(bool | None, data)

        green = _parse_green(d.pop("green"))


        def _parse_label(data: object) -> None | str:
            if data is None:
                return data
            return cast(None | str, data)

        label = _parse_label(d.pop("label"))


        neighbours = cast(list[str], d.pop("neighbours"))


        parent = d.pop("parent")

        titles = cast(list[str], d.pop("titles"))


        occupation_out = cls(
            code=code,
            family_en=family_en,
            family_fr=family_fr,
            green=green,
            label=label,
            neighbours=neighbours,
            parent=parent,
            titles=titles,
        )


        occupation_out.additional_properties = d
        return occupation_out

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

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, TypeVar, BinaryIO, TextIO, TYPE_CHECKING, Generator

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from ..types import UNSET, Unset

from typing import cast






T = TypeVar("T", bound="WasteCode")



@_attrs_define
class WasteCode:
    """ An entry of the List of Waste. ``kind``: ``mirror`` where hazard depends on analysis;
    ``twins`` are then the other side's. Labels are ours, shorter than the official ones.

        Attributes:
            code (str):
            family (None | str):
            form (None | str):
            hazardous (bool):
            kind (str):
            label_en (str):
            label_fr (str):
            twins (list[str]):
     """

    code: str
    family: None | str
    form: None | str
    hazardous: bool
    kind: str
    label_en: str
    label_fr: str
    twins: list[str]
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)





    def to_dict(self) -> dict[str, Any]:
        code = self.code

        family: None | str
        family = self.family

        form: None | str
        form = self.form

        hazardous = self.hazardous

        kind = self.kind

        label_en = self.label_en

        label_fr = self.label_fr

        twins = self.twins




        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update({
            "code": code,
            "family": family,
            "form": form,
            "hazardous": hazardous,
            "kind": kind,
            "label_en": label_en,
            "label_fr": label_fr,
            "twins": twins,
        })

        return field_dict



    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        d = dict(src_dict)
        code = d.pop("code")

        def _parse_family(data: object) -> None | str:
            if data is None:
                return data
            return cast(None | str, data)

        family = _parse_family(d.pop("family"))


        def _parse_form(data: object) -> None | str:
            if data is None:
                return data
            return cast(None | str, data)

        form = _parse_form(d.pop("form"))


        hazardous = d.pop("hazardous")

        kind = d.pop("kind")

        label_en = d.pop("label_en")

        label_fr = d.pop("label_fr")

        twins = cast(list[str], d.pop("twins"))


        waste_code = cls(
            code=code,
            family=family,
            form=form,
            hazardous=hazardous,
            kind=kind,
            label_en=label_en,
            label_fr=label_fr,
            twins=twins,
        )


        waste_code.additional_properties = d
        return waste_code

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

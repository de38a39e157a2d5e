from __future__ import annotations

from collections.abc import Mapping
from typing import Any, TypeVar, BinaryIO, TextIO, TYPE_CHECKING, Generator

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from ..types import UNSET, Unset

from ..models.waste_code_form_type_0 import check_waste_code_form_type_0
from ..models.waste_code_form_type_0 import WasteCodeFormType0
from ..models.waste_code_kind import check_waste_code_kind
from ..models.waste_code_kind import WasteCodeKind
from typing import cast






T = TypeVar("T", bound="WasteCode")



@_attrs_define
class WasteCode:
    """ An entry of the List of Waste. ``kind``: ``mirror`` where hazard depends on analysis;
    ``twins`` are then the other side's. Labels are ours, shorter than the official ones.

        Attributes:
            code (str):
            family (None | str):
            form (None | WasteCodeFormType0):
            hazardous (bool):
            kind (WasteCodeKind):
            label_en (str):
            label_fr (str):
            twins (list[str]):
     """

    code: str
    family: None | str
    form: None | WasteCodeFormType0
    hazardous: bool
    kind: WasteCodeKind
    label_en: str
    label_fr: str
    twins: list[str]
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)





    def to_dict(self) -> dict[str, Any]:
        code = self.code

        family: None | str
        family = self.family

        form: None | str
        if isinstance(self.form, str):
            form = self.form
        else:
            form = self.form

        hazardous = self.hazardous

        kind: str = self.kind

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


        def _parse_form(data: object) -> None | WasteCodeFormType0:
            if data is None:
                return data
            try:
                if not isinstance(data, str):
                    raise TypeError()
                form_type_0 = check_waste_code_form_type_0(data)



                return form_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(None | WasteCodeFormType0, data)

        form = _parse_form(d.pop("form"))


        hazardous = d.pop("hazardous")

        kind = check_waste_code_kind(d.pop("kind"))




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

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, TypeVar, BinaryIO, TextIO, TYPE_CHECKING, Generator

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from ..types import UNSET, Unset

from typing import cast






T = TypeVar("T", bound="DeclaredFigureOut")



@_attrs_define
class DeclaredFigureOut:
    """ A number of a declaration, from ``least`` to ``most`` in ``unit`` (UCUM). ``sense``: how what
    is offered must stand to what is asked for.

        Attributes:
            key (str):
            label_en (str):
            label_fr (str):
            least (str):
            most (str):
            required (bool):
            sense (None | str):
            unit (str):
     """

    key: str
    label_en: str
    label_fr: str
    least: str
    most: str
    required: bool
    sense: None | str
    unit: str
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)





    def to_dict(self) -> dict[str, Any]:
        key = self.key

        label_en = self.label_en

        label_fr = self.label_fr

        least = self.least

        most = self.most

        required = self.required

        sense: None | str
        sense = self.sense

        unit = self.unit


        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update({
            "key": key,
            "label_en": label_en,
            "label_fr": label_fr,
            "least": least,
            "most": most,
            "required": required,
            "sense": sense,
            "unit": unit,
        })

        return field_dict



    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        d = dict(src_dict)
        key = d.pop("key")

        label_en = d.pop("label_en")

        label_fr = d.pop("label_fr")

        least = d.pop("least")

        most = d.pop("most")

        required = d.pop("required")

        def _parse_sense(data: object) -> None | str:
            if data is None:
                return data
            return cast(None | str, data)

        sense = _parse_sense(d.pop("sense"))


        unit = d.pop("unit")

        declared_figure_out = cls(
            key=key,
            label_en=label_en,
            label_fr=label_fr,
            least=least,
            most=most,
            required=required,
            sense=sense,
            unit=unit,
        )


        declared_figure_out.additional_properties = d
        return declared_figure_out

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

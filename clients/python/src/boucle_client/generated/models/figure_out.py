from __future__ import annotations

from collections.abc import Mapping
from typing import Any, TypeVar, BinaryIO, TextIO, TYPE_CHECKING, Generator

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from ..types import UNSET, Unset

from typing import cast






T = TypeVar("T", bound="FigureOut")



@_attrs_define
class FigureOut:
    """ A figure of one grade. ``value``, or ``low`` and ``high`` for a range; all ``null`` with
    ``missing`` (the reasons) where nothing could be computed. ``counted``: entities behind it.

        Attributes:
            counted (int):
            factors (list[str]): emission factors used, with their version
            formula (str):
            grade (str):
            high (float | None | str):
            key (str):
            label_en (str):
            label_fr (str):
            low (float | None | str):
            missing (list[str]):
            unit (str):
            value (float | None | str):
     """

    counted: int
    factors: list[str]
    formula: str
    grade: str
    high: float | None | str
    key: str
    label_en: str
    label_fr: str
    low: float | None | str
    missing: list[str]
    unit: str
    value: float | None | str
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)





    def to_dict(self) -> dict[str, Any]:
        counted = self.counted

        factors = self.factors



        formula = self.formula

        grade = self.grade

        high: float | None | str
        high = self.high

        key = self.key

        label_en = self.label_en

        label_fr = self.label_fr

        low: float | None | str
        low = self.low

        missing = self.missing



        unit = self.unit

        value: float | None | str
        value = self.value


        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update({
            "counted": counted,
            "factors": factors,
            "formula": formula,
            "grade": grade,
            "high": high,
            "key": key,
            "label_en": label_en,
            "label_fr": label_fr,
            "low": low,
            "missing": missing,
            "unit": unit,
            "value": value,
        })

        return field_dict



    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        d = dict(src_dict)
        counted = d.pop("counted")

        factors = cast(list[str], d.pop("factors"))


        formula = d.pop("formula")

        grade = d.pop("grade")

        def _parse_high(data: object) -> float | None | str:
            if data is None:
                return data
            return cast(float | None | str, data)

        high = _parse_high(d.pop("high"))


        key = d.pop("key")

        label_en = d.pop("label_en")

        label_fr = d.pop("label_fr")

        def _parse_low(data: object) -> float | None | str:
            if data is None:
                return data
            return cast(float | None | str, data)

        low = _parse_low(d.pop("low"))


        missing = cast(list[str], d.pop("missing"))


        unit = d.pop("unit")

        def _parse_value(data: object) -> float | None | str:
            if data is None:
                return data
            return cast(float | None | str, data)

        value = _parse_value(d.pop("value"))


        figure_out = cls(
            counted=counted,
            factors=factors,
            formula=formula,
            grade=grade,
            high=high,
            key=key,
            label_en=label_en,
            label_fr=label_fr,
            low=low,
            missing=missing,
            unit=unit,
            value=value,
        )


        figure_out.additional_properties = d
        return figure_out

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

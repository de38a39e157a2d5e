from __future__ import annotations

from collections.abc import Mapping
from typing import Any, TypeVar, BinaryIO, TextIO, TYPE_CHECKING, Generator

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from ..types import UNSET, Unset







T = TypeVar("T", bound="SuggestionOut")



@_attrs_define
class SuggestionOut:
    """ A family that an unclassified flow may belong to, and why.

        Attributes:
            family (str):
            label_en (str):
            label_fr (str):
            reason (str): In French.
            reason_en (str):
            score (float): How surely the family is meant, 0 to 1; from 0.5, it is fairly sure.
     """

    family: str
    label_en: str
    label_fr: str
    reason: str
    reason_en: str
    score: float
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)





    def to_dict(self) -> dict[str, Any]:
        family = self.family

        label_en = self.label_en

        label_fr = self.label_fr

        reason = self.reason

        reason_en = self.reason_en

        score = self.score


        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update({
            "family": family,
            "label_en": label_en,
            "label_fr": label_fr,
            "reason": reason,
            "reason_en": reason_en,
            "score": score,
        })

        return field_dict



    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        d = dict(src_dict)
        family = d.pop("family")

        label_en = d.pop("label_en")

        label_fr = d.pop("label_fr")

        reason = d.pop("reason")

        reason_en = d.pop("reason_en")

        score = d.pop("score")

        suggestion_out = cls(
            family=family,
            label_en=label_en,
            label_fr=label_fr,
            reason=reason,
            reason_en=reason_en,
            score=score,
        )


        suggestion_out.additional_properties = d
        return suggestion_out

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

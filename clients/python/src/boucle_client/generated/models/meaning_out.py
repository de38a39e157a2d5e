from __future__ import annotations

from collections.abc import Mapping
from typing import Any, TypeVar, BinaryIO, TextIO, TYPE_CHECKING, Generator

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from ..types import UNSET, Unset

from typing import cast

if TYPE_CHECKING:
  from ..models.reason_out import ReasonOut





T = TypeVar("T", bound="MeaningOut")



@_attrs_define
class MeaningOut:
    """ A family that may be meant.

        Attributes:
            family (str):
            label_en (str):
            label_fr (str):
            nature (str):
            reasons (list[ReasonOut]):
            score (float): How surely the family is meant, 0 to 1; from 0.5, it is fairly sure.
     """

    family: str
    label_en: str
    label_fr: str
    nature: str
    reasons: list[ReasonOut]
    score: float
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)





    def to_dict(self) -> dict[str, Any]:
        from ..models.reason_out import ReasonOut # noqa: PLC0415
        family = self.family

        label_en = self.label_en

        label_fr = self.label_fr

        nature = self.nature

        reasons = []
        for reasons_item_data in self.reasons:
            reasons_item = reasons_item_data.to_dict()
            reasons.append(reasons_item)



        score = self.score


        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update({
            "family": family,
            "label_en": label_en,
            "label_fr": label_fr,
            "nature": nature,
            "reasons": reasons,
            "score": score,
        })

        return field_dict



    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        from ..models.reason_out import ReasonOut # noqa: PLC0415
        d = dict(src_dict)
        family = d.pop("family")

        label_en = d.pop("label_en")

        label_fr = d.pop("label_fr")

        nature = d.pop("nature")

        reasons = []
        _reasons = d.pop("reasons")
        for reasons_item_data in (_reasons):
            reasons_item = ReasonOut.from_dict(reasons_item_data)



            reasons.append(reasons_item)


        score = d.pop("score")

        meaning_out = cls(
            family=family,
            label_en=label_en,
            label_fr=label_fr,
            nature=nature,
            reasons=reasons,
            score=score,
        )


        meaning_out.additional_properties = d
        return meaning_out

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

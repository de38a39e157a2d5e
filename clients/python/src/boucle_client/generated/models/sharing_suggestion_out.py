from __future__ import annotations

from collections.abc import Mapping
from typing import Any, TypeVar, BinaryIO, TextIO, TYPE_CHECKING, Generator

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from ..types import UNSET, Unset

from typing import cast






T = TypeVar("T", bound="SharingSuggestionOut")



@_attrs_define
class SharingSuggestionOut:
    """ What an unclassified sharing may be about, and why: the words of its description.

        Attributes:
            label_en (str):
            label_fr (str):
            score (float): How surely the family is meant, 0 to 1; from 0.5, it is fairly sure.
            subject (str):
            words (list[str]):
     """

    label_en: str
    label_fr: str
    score: float
    subject: str
    words: list[str]
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)





    def to_dict(self) -> dict[str, Any]:
        label_en = self.label_en

        label_fr = self.label_fr

        score = self.score

        subject = self.subject

        words = self.words




        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update({
            "label_en": label_en,
            "label_fr": label_fr,
            "score": score,
            "subject": subject,
            "words": words,
        })

        return field_dict



    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        d = dict(src_dict)
        label_en = d.pop("label_en")

        label_fr = d.pop("label_fr")

        score = d.pop("score")

        subject = d.pop("subject")

        words = cast(list[str], d.pop("words"))


        sharing_suggestion_out = cls(
            label_en=label_en,
            label_fr=label_fr,
            score=score,
            subject=subject,
            words=words,
        )


        sharing_suggestion_out.additional_properties = d
        return sharing_suggestion_out

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

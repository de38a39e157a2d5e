from __future__ import annotations

from collections.abc import Mapping
from typing import Any, TypeVar, BinaryIO, TextIO, TYPE_CHECKING, Generator

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from ..types import UNSET, Unset

from typing import cast

if TYPE_CHECKING:
  from ..models.sentence_out import SentenceOut





T = TypeVar("T", bound="NoneOut")



@_attrs_define
class NoneOut:
    """ Why there is none. ``criteria``: those that exclude what is declared, most often first.

        Attributes:
            criteria (list[str]):
            reason (str):
            sentence (SentenceOut):
     """

    criteria: list[str]
    reason: str
    sentence: SentenceOut
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)





    def to_dict(self) -> dict[str, Any]:
        from ..models.sentence_out import SentenceOut # noqa: PLC0415
        criteria = self.criteria



        reason = self.reason

        sentence = self.sentence.to_dict()


        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update({
            "criteria": criteria,
            "reason": reason,
            "sentence": sentence,
        })

        return field_dict



    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        from ..models.sentence_out import SentenceOut # noqa: PLC0415
        d = dict(src_dict)
        criteria = cast(list[str], d.pop("criteria"))


        reason = d.pop("reason")

        sentence = SentenceOut.from_dict(d.pop("sentence"))




        none_out = cls(
            criteria=criteria,
            reason=reason,
            sentence=sentence,
        )


        none_out.additional_properties = d
        return none_out

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

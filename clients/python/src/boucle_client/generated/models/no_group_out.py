from __future__ import annotations

from collections.abc import Mapping
from typing import Any, TypeVar, BinaryIO, TextIO, TYPE_CHECKING, Generator

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from ..types import UNSET, Unset

from typing import cast

if TYPE_CHECKING:
  from ..models.sentence_out import SentenceOut





T = TypeVar("T", bound="NoGroupOut")



@_attrs_define
class NoGroupOut:
    """ Why there is none.

        Attributes:
            reason (str):
            sentence (SentenceOut):
     """

    reason: str
    sentence: SentenceOut
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)





    def to_dict(self) -> dict[str, Any]:
        from ..models.sentence_out import SentenceOut # noqa: PLC0415
        reason = self.reason

        sentence = self.sentence.to_dict()


        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update({
            "reason": reason,
            "sentence": sentence,
        })

        return field_dict



    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        from ..models.sentence_out import SentenceOut # noqa: PLC0415
        d = dict(src_dict)
        reason = d.pop("reason")

        sentence = SentenceOut.from_dict(d.pop("sentence"))




        no_group_out = cls(
            reason=reason,
            sentence=sentence,
        )


        no_group_out.additional_properties = d
        return no_group_out

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

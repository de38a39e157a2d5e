from __future__ import annotations

from collections.abc import Mapping
from typing import Any, TypeVar, BinaryIO, TextIO, TYPE_CHECKING, Generator

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from ..types import UNSET, Unset

from typing import cast
import datetime






T = TypeVar("T", bound="CandidacyOut")



@_attrs_define
class CandidacyOut:
    """ In which of the lists of best partners the pair stands now, and since when in either. Which
    is null for a tool that reads it as the one that declared both flows: it would say how the pair
    stands among others.

        Attributes:
            detected_at (datetime.datetime):
            in_need_list (bool | None):
            in_offer_list (bool | None):
     """

    detected_at: datetime.datetime
    in_need_list: bool | None
    in_offer_list: bool | None
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)





    def to_dict(self) -> dict[str, Any]:
        detected_at = self.detected_at.isoformat()

        in_need_list: bool | None
        in_need_list = self.in_need_list

        in_offer_list: bool | None
        in_offer_list = self.in_offer_list


        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update({
            "detected_at": detected_at,
            "in_need_list": in_need_list,
            "in_offer_list": in_offer_list,
        })

        return field_dict



    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        d = dict(src_dict)
        detected_at = datetime.datetime.fromisoformat(d.pop("detected_at"))




        def _parse_in_need_list(data: object) -> bool | None:
            if data is None:
                return data
            return cast(bool | None, data)

        in_need_list = _parse_in_need_list(d.pop("in_need_list"))


        def _parse_in_offer_list(data: object) -> bool | None:
            if data is None:
                return data
            return cast(bool | None, data)

        in_offer_list = _parse_in_offer_list(d.pop("in_offer_list"))


        candidacy_out = cls(
            detected_at=detected_at,
            in_need_list=in_need_list,
            in_offer_list=in_offer_list,
        )


        candidacy_out.additional_properties = d
        return candidacy_out

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

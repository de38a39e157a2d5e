from __future__ import annotations

from collections.abc import Mapping
from typing import Any, TypeVar, BinaryIO, TextIO, TYPE_CHECKING, Generator

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from ..types import UNSET, Unset

from ..types import UNSET, Unset
from typing import cast






T = TypeVar("T", bound="FamilyIn")



@_attrs_define
class FamilyIn:
    """ One family of several. ``share`` of the flow's quantity: a decimal above 0, at most 1.

        Example:
            {'family': 'manure', 'share': '0.4'}

        Attributes:
            family (str): a code or a key
            share (None | str | Unset):
     """

    family: str
    share: None | str | Unset = UNSET





    def to_dict(self) -> dict[str, Any]:
        family = self.family

        share: None | str | Unset
        if isinstance(self.share, Unset):
            share = UNSET
        else:
            share = self.share


        field_dict: dict[str, Any] = {}

        field_dict.update({
            "family": family,
        })
        if share is not UNSET:
            field_dict["share"] = share

        return field_dict



    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        d = dict(src_dict)
        family = d.pop("family")

        def _parse_share(data: object) -> None | str | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            return cast(None | str | Unset, data)

        share = _parse_share(d.pop("share", UNSET))


        family_in = cls(
            family=family,
            share=share,
        )

        return family_in


from __future__ import annotations

from collections.abc import Mapping
from typing import Any, TypeVar, BinaryIO, TextIO, TYPE_CHECKING, Generator

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from ..types import UNSET, Unset

from ..types import UNSET, Unset
from typing import cast






T = TypeVar("T", bound="SlotIn")



@_attrs_define
class SlotIn:
    """ ``amount`` in each hour from ``first`` to before ``end`` of each week of a season (1 winter,
    from December, to 4 autumn; null: of each); hour 0 begins on Monday at midnight.

        Example:
            {'amount': '800', 'season': 1}

        Attributes:
            amount (str):
            end (int | Unset):  Default: 168.
            first (int | Unset):  Default: 0.
            season (int | None | Unset):
     """

    amount: str
    end: int | Unset = 168
    first: int | Unset = 0
    season: int | None | Unset = UNSET





    def to_dict(self) -> dict[str, Any]:
        amount = self.amount

        end = self.end

        first = self.first

        season: int | None | Unset
        if isinstance(self.season, Unset):
            season = UNSET
        else:
            season = self.season


        field_dict: dict[str, Any] = {}

        field_dict.update({
            "amount": amount,
        })
        if end is not UNSET:
            field_dict["end"] = end
        if first is not UNSET:
            field_dict["first"] = first
        if season is not UNSET:
            field_dict["season"] = season

        return field_dict



    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        d = dict(src_dict)
        amount = d.pop("amount")

        end = d.pop("end", UNSET)

        first = d.pop("first", UNSET)

        def _parse_season(data: object) -> int | None | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            return cast(int | None | Unset, data)

        season = _parse_season(d.pop("season", UNSET))


        slot_in = cls(
            amount=amount,
            end=end,
            first=first,
            season=season,
        )

        return slot_in


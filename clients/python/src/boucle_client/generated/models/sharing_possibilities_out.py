from __future__ import annotations

from collections.abc import Mapping
from typing import Any, TypeVar, BinaryIO, TextIO, TYPE_CHECKING, Generator

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from ..types import UNSET, Unset

from typing import cast
from uuid import UUID

if TYPE_CHECKING:
  from ..models.group_possibility_out import GroupPossibilityOut
  from ..models.no_group_out import NoGroupOut





T = TypeVar("T", bound="SharingPossibilitiesOut")



@_attrs_define
class SharingPossibilitiesOut:
    """ What a need or an offer could be pooled or shared in, from coarse copies of all others (place
    by cells of 11 km, amounts in steps of 1-2-5, no price, no date): nothing in it is another
    company's exact value, and it does not depend on who else was faster. ``sharing_version``: of
    what was looked at; ``on_trial``: its organisation is not verified, nobody else sees it.

        Attributes:
            none (NoGroupOut | None):
            on_trial (bool):
            possibilities (list[GroupPossibilityOut]):
            sharing_id (UUID):
            sharing_version (int): Registry's version of the declaration.
     """

    none: NoGroupOut | None
    on_trial: bool
    possibilities: list[GroupPossibilityOut]
    sharing_id: UUID
    sharing_version: int
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)





    def to_dict(self) -> dict[str, Any]:
        from ..models.group_possibility_out import GroupPossibilityOut # noqa: PLC0415
        from ..models.no_group_out import NoGroupOut # noqa: PLC0415
        none: dict[str, Any] | None
        if isinstance(self.none, NoGroupOut):
            none = self.none.to_dict()
        else:
            none = self.none

        on_trial = self.on_trial

        possibilities = []
        for possibilities_item_data in self.possibilities:
            possibilities_item = possibilities_item_data.to_dict()
            possibilities.append(possibilities_item)



        sharing_id = str(self.sharing_id)

        sharing_version = self.sharing_version


        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update({
            "none": none,
            "on_trial": on_trial,
            "possibilities": possibilities,
            "sharing_id": sharing_id,
            "sharing_version": sharing_version,
        })

        return field_dict



    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        from ..models.group_possibility_out import GroupPossibilityOut # noqa: PLC0415
        from ..models.no_group_out import NoGroupOut # noqa: PLC0415
        d = dict(src_dict)
        def _parse_none(data: object) -> NoGroupOut | None:
            if data is None:
                return data
            try:
                if not isinstance(data, dict):
                    raise TypeError()
                none_type_0 = NoGroupOut.from_dict(data)



                return none_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(NoGroupOut | None, data)

        none = _parse_none(d.pop("none"))


        on_trial = d.pop("on_trial")

        possibilities = []
        _possibilities = d.pop("possibilities")
        for possibilities_item_data in (_possibilities):
            possibilities_item = GroupPossibilityOut.from_dict(possibilities_item_data)



            possibilities.append(possibilities_item)


        sharing_id = UUID(d.pop("sharing_id"))




        sharing_version = d.pop("sharing_version")

        sharing_possibilities_out = cls(
            none=none,
            on_trial=on_trial,
            possibilities=possibilities,
            sharing_id=sharing_id,
            sharing_version=sharing_version,
        )


        sharing_possibilities_out.additional_properties = d
        return sharing_possibilities_out

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

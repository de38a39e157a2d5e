from __future__ import annotations

from collections.abc import Mapping
from typing import Any, TypeVar, BinaryIO, TextIO, TYPE_CHECKING, Generator

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from ..types import UNSET, Unset

from typing import cast
from uuid import UUID

if TYPE_CHECKING:
  from ..models.lack_out import LackOut
  from ..models.none_out import NoneOut
  from ..models.possibility_out import PossibilityOut





T = TypeVar("T", bound="PossibilitiesOut")



@_attrs_define
class PossibilitiesOut:
    """ What a flow could become, best first, from coarse copies of all others' flows (place by cells
    of 11 km, quantity in steps of 1-2-5): nothing in it is another company's exact value, and it
    does not depend on who else was faster. ``flow_version``: of the flow that was looked at;
    ``on_trial``: its organisation is not verified, nobody else sees it.

        Attributes:
            direction (str):
            flow_id (UUID):
            flow_version (int): Registry's version of the flow.
            lacks (list[LackOut]):
            none (None | NoneOut):
            on_trial (bool):
            possibilities (list[PossibilityOut]):
     """

    direction: str
    flow_id: UUID
    flow_version: int
    lacks: list[LackOut]
    none: None | NoneOut
    on_trial: bool
    possibilities: list[PossibilityOut]
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)





    def to_dict(self) -> dict[str, Any]:
        from ..models.lack_out import LackOut # noqa: PLC0415
        from ..models.none_out import NoneOut # noqa: PLC0415
        from ..models.possibility_out import PossibilityOut # noqa: PLC0415
        direction = self.direction

        flow_id = str(self.flow_id)

        flow_version = self.flow_version

        lacks = []
        for lacks_item_data in self.lacks:
            lacks_item = lacks_item_data.to_dict()
            lacks.append(lacks_item)



        none: dict[str, Any] | None
        if isinstance(self.none, NoneOut):
            none = self.none.to_dict()
        else:
            none = self.none

        on_trial = self.on_trial

        possibilities = []
        for possibilities_item_data in self.possibilities:
            possibilities_item = possibilities_item_data.to_dict()
            possibilities.append(possibilities_item)




        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update({
            "direction": direction,
            "flow_id": flow_id,
            "flow_version": flow_version,
            "lacks": lacks,
            "none": none,
            "on_trial": on_trial,
            "possibilities": possibilities,
        })

        return field_dict



    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        from ..models.lack_out import LackOut # noqa: PLC0415
        from ..models.none_out import NoneOut # noqa: PLC0415
        from ..models.possibility_out import PossibilityOut # noqa: PLC0415
        d = dict(src_dict)
        direction = d.pop("direction")

        flow_id = UUID(d.pop("flow_id"))




        flow_version = d.pop("flow_version")

        lacks = []
        _lacks = d.pop("lacks")
        for lacks_item_data in (_lacks):
            lacks_item = LackOut.from_dict(lacks_item_data)



            lacks.append(lacks_item)


        def _parse_none(data: object) -> None | NoneOut:
            if data is None:
                return data
            try:
                if not isinstance(data, dict):
                    raise TypeError()
                none_type_0 = NoneOut.from_dict(data)



                return none_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(None | NoneOut, data)

        none = _parse_none(d.pop("none"))


        on_trial = d.pop("on_trial")

        possibilities = []
        _possibilities = d.pop("possibilities")
        for possibilities_item_data in (_possibilities):
            possibilities_item = PossibilityOut.from_dict(possibilities_item_data)



            possibilities.append(possibilities_item)


        possibilities_out = cls(
            direction=direction,
            flow_id=flow_id,
            flow_version=flow_version,
            lacks=lacks,
            none=none,
            on_trial=on_trial,
            possibilities=possibilities,
        )


        possibilities_out.additional_properties = d
        return possibilities_out

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

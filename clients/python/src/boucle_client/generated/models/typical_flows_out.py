from __future__ import annotations

from collections.abc import Mapping
from typing import Any, TypeVar, BinaryIO, TextIO, TYPE_CHECKING, Generator

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from ..types import UNSET, Unset

from typing import cast

if TYPE_CHECKING:
  from ..models.typical_flow_out import TypicalFlowOut





T = TypeVar("T", bound="TypicalFlowsOut")



@_attrs_define
class TypicalFlowsOut:
    """ What became of the site's typical flows. ``withdrawn``: their like is declared by now, or is
    not usual for the site's activity any more.

        Attributes:
            left (list[TypicalFlowOut]):
            made (list[TypicalFlowOut]):
            revised (list[TypicalFlowOut]):
            withdrawn (list[TypicalFlowOut]):
     """

    left: list[TypicalFlowOut]
    made: list[TypicalFlowOut]
    revised: list[TypicalFlowOut]
    withdrawn: list[TypicalFlowOut]
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)





    def to_dict(self) -> dict[str, Any]:
        from ..models.typical_flow_out import TypicalFlowOut # noqa: PLC0415
        left = []
        for left_item_data in self.left:
            left_item = left_item_data.to_dict()
            left.append(left_item)



        made = []
        for made_item_data in self.made:
            made_item = made_item_data.to_dict()
            made.append(made_item)



        revised = []
        for revised_item_data in self.revised:
            revised_item = revised_item_data.to_dict()
            revised.append(revised_item)



        withdrawn = []
        for withdrawn_item_data in self.withdrawn:
            withdrawn_item = withdrawn_item_data.to_dict()
            withdrawn.append(withdrawn_item)




        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update({
            "left": left,
            "made": made,
            "revised": revised,
            "withdrawn": withdrawn,
        })

        return field_dict



    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        from ..models.typical_flow_out import TypicalFlowOut # noqa: PLC0415
        d = dict(src_dict)
        left = []
        _left = d.pop("left")
        for left_item_data in (_left):
            left_item = TypicalFlowOut.from_dict(left_item_data)



            left.append(left_item)


        made = []
        _made = d.pop("made")
        for made_item_data in (_made):
            made_item = TypicalFlowOut.from_dict(made_item_data)



            made.append(made_item)


        revised = []
        _revised = d.pop("revised")
        for revised_item_data in (_revised):
            revised_item = TypicalFlowOut.from_dict(revised_item_data)



            revised.append(revised_item)


        withdrawn = []
        _withdrawn = d.pop("withdrawn")
        for withdrawn_item_data in (_withdrawn):
            withdrawn_item = TypicalFlowOut.from_dict(withdrawn_item_data)



            withdrawn.append(withdrawn_item)


        typical_flows_out = cls(
            left=left,
            made=made,
            revised=revised,
            withdrawn=withdrawn,
        )


        typical_flows_out.additional_properties = d
        return typical_flows_out

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

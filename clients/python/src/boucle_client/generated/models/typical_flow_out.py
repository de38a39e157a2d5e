from __future__ import annotations

from collections.abc import Mapping
from typing import Any, TypeVar, BinaryIO, TextIO, TYPE_CHECKING, Generator

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from ..types import UNSET, Unset

from typing import cast
from uuid import UUID

if TYPE_CHECKING:
  from ..models.typical_flow_out_quantity import TypicalFlowOutQuantity





T = TypeVar("T", bound="TypicalFlowOut")



@_attrs_define
class TypicalFlowOut:
    """ ``quantity``: per year, an order of magnitude.

        Attributes:
            direction (str):
            family (str):
            flow_id (UUID):
            quantity (TypicalFlowOutQuantity):
     """

    direction: str
    family: str
    flow_id: UUID
    quantity: TypicalFlowOutQuantity
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)





    def to_dict(self) -> dict[str, Any]:
        from ..models.typical_flow_out_quantity import TypicalFlowOutQuantity # noqa: PLC0415
        direction = self.direction

        family = self.family

        flow_id = str(self.flow_id)

        quantity = self.quantity.to_dict()


        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update({
            "direction": direction,
            "family": family,
            "flow_id": flow_id,
            "quantity": quantity,
        })

        return field_dict



    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        from ..models.typical_flow_out_quantity import TypicalFlowOutQuantity # noqa: PLC0415
        d = dict(src_dict)
        direction = d.pop("direction")

        family = d.pop("family")

        flow_id = UUID(d.pop("flow_id"))




        quantity = TypicalFlowOutQuantity.from_dict(d.pop("quantity"))




        typical_flow_out = cls(
            direction=direction,
            family=family,
            flow_id=flow_id,
            quantity=quantity,
        )


        typical_flow_out.additional_properties = d
        return typical_flow_out

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

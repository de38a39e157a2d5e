from __future__ import annotations

from collections.abc import Mapping
from typing import Any, TypeVar, BinaryIO, TextIO, TYPE_CHECKING, Generator

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from ..types import UNSET, Unset

from typing import cast

if TYPE_CHECKING:
  from ..models.flow_out import FlowOut





T = TypeVar("T", bound="DuplicateOut")



@_attrs_define
class DuplicateOut:
    """ ``flow`` probably repeats ``original``: it is neither counted nor matched meanwhile.

        Attributes:
            decision (None | str):
            flow (FlowOut): The flow as kept. ``families``: all of them, the main one, which ``family`` names, first.
                ``unclassified``: its family could not be told, it takes no part in matching; on a write,
                ``suggestions`` then tells what it may be. ``quantity``: a year's; where it was declared by
                another period, in containers or as a span, ``quantity_as_declared`` says so. ``warnings``: what
                was taken, but may be wrong; on a read, only what follows from the flow as kept.
            original (FlowOut): The flow as kept. ``families``: all of them, the main one, which ``family`` names, first.
                ``unclassified``: its family could not be told, it takes no part in matching; on a write,
                ``suggestions`` then tells what it may be. ``quantity``: a year's; where it was declared by
                another period, in containers or as a span, ``quantity_as_declared`` says so. ``warnings``: what
                was taken, but may be wrong; on a read, only what follows from the flow as kept.
     """

    decision: None | str
    flow: FlowOut
    original: FlowOut
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)





    def to_dict(self) -> dict[str, Any]:
        from ..models.flow_out import FlowOut # noqa: PLC0415
        decision: None | str
        decision = self.decision

        flow = self.flow.to_dict()

        original = self.original.to_dict()


        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update({
            "decision": decision,
            "flow": flow,
            "original": original,
        })

        return field_dict



    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        from ..models.flow_out import FlowOut # noqa: PLC0415
        d = dict(src_dict)
        def _parse_decision(data: object) -> None | str:
            if data is None:
                return data
            return cast(None | str, data)

        decision = _parse_decision(d.pop("decision"))


        flow = FlowOut.from_dict(d.pop("flow"))




        original = FlowOut.from_dict(d.pop("original"))




        duplicate_out = cls(
            decision=decision,
            flow=flow,
            original=original,
        )


        duplicate_out.additional_properties = d
        return duplicate_out

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

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, TypeVar, BinaryIO, TextIO, TYPE_CHECKING, Generator

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from ..types import UNSET, Unset

from ..models.resolution_in_decision import check_resolution_in_decision
from ..models.resolution_in_decision import ResolutionInDecision
from typing import cast






T = TypeVar("T", bound="ResolutionIn")



@_attrs_define
class ResolutionIn:
    """ 
        Attributes:
            decision (ResolutionInDecision):
     """

    decision: ResolutionInDecision





    def to_dict(self) -> dict[str, Any]:
        decision: str = self.decision


        field_dict: dict[str, Any] = {}

        field_dict.update({
            "decision": decision,
        })

        return field_dict



    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        d = dict(src_dict)
        decision = check_resolution_in_decision(d.pop("decision"))




        resolution_in = cls(
            decision=decision,
        )

        return resolution_in


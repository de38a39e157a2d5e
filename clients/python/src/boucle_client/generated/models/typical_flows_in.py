from __future__ import annotations

from collections.abc import Mapping
from typing import Any, TypeVar, BinaryIO, TextIO, TYPE_CHECKING, Generator

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from ..types import UNSET, Unset







T = TypeVar("T", bound="TypicalFlowsIn")



@_attrs_define
class TypicalFlowsIn:
    """ How many people work at the site.

        Attributes:
            employees (int):
     """

    employees: int





    def to_dict(self) -> dict[str, Any]:
        employees = self.employees


        field_dict: dict[str, Any] = {}

        field_dict.update({
            "employees": employees,
        })

        return field_dict



    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        d = dict(src_dict)
        employees = d.pop("employees")

        typical_flows_in = cls(
            employees=employees,
        )

        return typical_flows_in


from __future__ import annotations

from collections.abc import Mapping
from typing import Any, TypeVar, BinaryIO, TextIO, TYPE_CHECKING, Generator

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from ..types import UNSET, Unset







T = TypeVar("T", bound="GrantIn")



@_attrs_define
class GrantIn:
    """ Which tool may act for the organisation.

        Attributes:
            tool (str): a code or a key
     """

    tool: str





    def to_dict(self) -> dict[str, Any]:
        tool = self.tool


        field_dict: dict[str, Any] = {}

        field_dict.update({
            "tool": tool,
        })

        return field_dict



    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        d = dict(src_dict)
        tool = d.pop("tool")

        grant_in = cls(
            tool=tool,
        )

        return grant_in


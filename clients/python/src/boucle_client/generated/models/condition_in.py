from __future__ import annotations

from collections.abc import Mapping
from typing import Any, TypeVar, BinaryIO, TextIO, TYPE_CHECKING, Generator

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from ..types import UNSET, Unset







T = TypeVar("T", bound="ConditionIn")



@_attrs_define
class ConditionIn:
    """ Whether this tool changes and withdraws with ``If-Match`` only.

        Attributes:
            requires_if_match (bool):
     """

    requires_if_match: bool





    def to_dict(self) -> dict[str, Any]:
        requires_if_match = self.requires_if_match


        field_dict: dict[str, Any] = {}

        field_dict.update({
            "requires_if_match": requires_if_match,
        })

        return field_dict



    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        d = dict(src_dict)
        requires_if_match = d.pop("requires_if_match")

        condition_in = cls(
            requires_if_match=requires_if_match,
        )

        return condition_in


from __future__ import annotations

from collections.abc import Mapping
from typing import Any, TypeVar, BinaryIO, TextIO, TYPE_CHECKING, Generator

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from ..types import UNSET, Unset







T = TypeVar("T", bound="TrustIn")



@_attrs_define
class TrustIn:
    """ Whether what this tool declares is verified at once.

        Attributes:
            verifies (bool):
     """

    verifies: bool





    def to_dict(self) -> dict[str, Any]:
        verifies = self.verifies


        field_dict: dict[str, Any] = {}

        field_dict.update({
            "verifies": verifies,
        })

        return field_dict



    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        d = dict(src_dict)
        verifies = d.pop("verifies")

        trust_in = cls(
            verifies=verifies,
        )

        return trust_in


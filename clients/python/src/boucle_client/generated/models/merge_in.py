from __future__ import annotations

from collections.abc import Mapping
from typing import Any, TypeVar, BinaryIO, TextIO, TYPE_CHECKING, Generator

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from ..types import UNSET, Unset

from uuid import UUID






T = TypeVar("T", bound="MergeIn")



@_attrs_define
class MergeIn:
    """ ``into``: the organisation that stays, with its name, SIREN and contacts.

        Attributes:
            into (UUID):
     """

    into: UUID





    def to_dict(self) -> dict[str, Any]:
        into = str(self.into)


        field_dict: dict[str, Any] = {}

        field_dict.update({
            "into": into,
        })

        return field_dict



    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        d = dict(src_dict)
        into = UUID(d.pop("into"))




        merge_in = cls(
            into=into,
        )

        return merge_in


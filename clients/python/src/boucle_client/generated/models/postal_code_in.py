from __future__ import annotations

from collections.abc import Mapping
from typing import Any, TypeVar, BinaryIO, TextIO, TYPE_CHECKING, Generator

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from ..types import UNSET, Unset

from typing import cast






T = TypeVar("T", bound="PostalCodeIn")



@_attrs_define
class PostalCodeIn:
    """ ``address``: where the public register has the company of this SIREN, in lines; what somebody
    declared of it proves nothing.

        Attributes:
            address (list[str]):
     """

    address: list[str]





    def to_dict(self) -> dict[str, Any]:
        address = self.address




        field_dict: dict[str, Any] = {}

        field_dict.update({
            "address": address,
        })

        return field_dict



    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        d = dict(src_dict)
        address = cast(list[str], d.pop("address"))


        postal_code_in = cls(
            address=address,
        )

        return postal_code_in


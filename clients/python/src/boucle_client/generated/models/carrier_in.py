from __future__ import annotations

from collections.abc import Mapping
from typing import Any, TypeVar, BinaryIO, TextIO, TYPE_CHECKING, Generator

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from ..types import UNSET, Unset

from typing import cast
from uuid import UUID






T = TypeVar("T", bound="CarrierIn")



@_attrs_define
class CarrierIn:
    """ The carrier, or host, of a group: a declared offer; ``sharing_id`` null: nobody any more.

        Attributes:
            sharing_id (None | UUID):
     """

    sharing_id: None | UUID





    def to_dict(self) -> dict[str, Any]:
        sharing_id: None | str
        if isinstance(self.sharing_id, UUID):
            sharing_id = str(self.sharing_id)
        else:
            sharing_id = self.sharing_id


        field_dict: dict[str, Any] = {}

        field_dict.update({
            "sharing_id": sharing_id,
        })

        return field_dict



    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        d = dict(src_dict)
        def _parse_sharing_id(data: object) -> None | UUID:
            if data is None:
                return data
            try:
                if not isinstance(data, str):
                    raise TypeError()
                sharing_id_type_0 = UUID(data)



                return sharing_id_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(None | UUID, data)

        sharing_id = _parse_sharing_id(d.pop("sharing_id"))


        carrier_in = cls(
            sharing_id=sharing_id,
        )

        return carrier_in


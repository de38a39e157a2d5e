from __future__ import annotations

from collections.abc import Mapping
from typing import Any, TypeVar, BinaryIO, TextIO, TYPE_CHECKING, Generator

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from ..types import UNSET, Unset

from ..types import UNSET, Unset
from typing import cast






T = TypeVar("T", bound="NetworkIn")



@_attrs_define
class NetworkIn:
    """ A network that the site is on, and how long it is where the site knows, to 0.1 km.

        Attributes:
            code (str): a code or a key
            length_km (float | None | Unset):
     """

    code: str
    length_km: float | None | Unset = UNSET





    def to_dict(self) -> dict[str, Any]:
        code = self.code

        length_km: float | None | Unset
        if isinstance(self.length_km, Unset):
            length_km = UNSET
        else:
            length_km = self.length_km


        field_dict: dict[str, Any] = {}

        field_dict.update({
            "code": code,
        })
        if length_km is not UNSET:
            field_dict["length_km"] = length_km

        return field_dict



    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        d = dict(src_dict)
        code = d.pop("code")

        def _parse_length_km(data: object) -> float | None | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            return cast(float | None | Unset, data)

        length_km = _parse_length_km(d.pop("length_km", UNSET))


        network_in = cls(
            code=code,
            length_km=length_km,
        )

        return network_in


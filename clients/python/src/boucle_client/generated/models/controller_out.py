from __future__ import annotations

from collections.abc import Mapping
from typing import Any, TypeVar, BinaryIO, TextIO, TYPE_CHECKING, Generator

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from ..types import UNSET, Unset

from typing import cast






T = TypeVar("T", bound="ControllerOut")



@_attrs_define
class ControllerOut:
    """ Who answers for personal data, and for the pages: public.

        Attributes:
            address (str):
            basis (None | str):
            host (None | str):
            kept_months (int):
            name (str):
            publisher (None | str):
            rights (str):
     """

    address: str
    basis: None | str
    host: None | str
    kept_months: int
    name: str
    publisher: None | str
    rights: str
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)





    def to_dict(self) -> dict[str, Any]:
        address = self.address

        basis: None | str
        basis = self.basis

        host: None | str
        host = self.host

        kept_months = self.kept_months

        name = self.name

        publisher: None | str
        publisher = self.publisher

        rights = self.rights


        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update({
            "address": address,
            "basis": basis,
            "host": host,
            "kept_months": kept_months,
            "name": name,
            "publisher": publisher,
            "rights": rights,
        })

        return field_dict



    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        d = dict(src_dict)
        address = d.pop("address")

        def _parse_basis(data: object) -> None | str:
            if data is None:
                return data
            return cast(None | str, data)

        basis = _parse_basis(d.pop("basis"))


        def _parse_host(data: object) -> None | str:
            if data is None:
                return data
            return cast(None | str, data)

        host = _parse_host(d.pop("host"))


        kept_months = d.pop("kept_months")

        name = d.pop("name")

        def _parse_publisher(data: object) -> None | str:
            if data is None:
                return data
            return cast(None | str, data)

        publisher = _parse_publisher(d.pop("publisher"))


        rights = d.pop("rights")

        controller_out = cls(
            address=address,
            basis=basis,
            host=host,
            kept_months=kept_months,
            name=name,
            publisher=publisher,
            rights=rights,
        )


        controller_out.additional_properties = d
        return controller_out

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

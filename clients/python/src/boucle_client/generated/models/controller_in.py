from __future__ import annotations

from collections.abc import Mapping
from typing import Any, TypeVar, BinaryIO, TextIO, TYPE_CHECKING, Generator

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from ..types import UNSET, Unset

from ..types import UNSET, Unset
from typing import cast






T = TypeVar("T", bound="ControllerIn")



@_attrs_define
class ControllerIn:
    """ Who answers for personal data, and for the pages. ``rights``: the mail address to write to
    about one's data. ``basis``: on what the processing stands, in French; «intérêt légitime» if
    left out. ``kept_months``: how long data is kept after the last exchange. ``publisher``: the
    person who directs what is published. ``host``: who hosts Boucle, with address.

        Attributes:
            address (str):
            name (str):
            rights (str):
            basis (None | str | Unset):
            host (None | str | Unset):
            kept_months (int | Unset):  Default: 36.
            publisher (None | str | Unset):
     """

    address: str
    name: str
    rights: str
    basis: None | str | Unset = UNSET
    host: None | str | Unset = UNSET
    kept_months: int | Unset = 36
    publisher: None | str | Unset = UNSET





    def to_dict(self) -> dict[str, Any]:
        address = self.address

        name = self.name

        rights = self.rights

        basis: None | str | Unset
        if isinstance(self.basis, Unset):
            basis = UNSET
        else:
            basis = self.basis

        host: None | str | Unset
        if isinstance(self.host, Unset):
            host = UNSET
        else:
            host = self.host

        kept_months = self.kept_months

        publisher: None | str | Unset
        if isinstance(self.publisher, Unset):
            publisher = UNSET
        else:
            publisher = self.publisher


        field_dict: dict[str, Any] = {}

        field_dict.update({
            "address": address,
            "name": name,
            "rights": rights,
        })
        if basis is not UNSET:
            field_dict["basis"] = basis
        if host is not UNSET:
            field_dict["host"] = host
        if kept_months is not UNSET:
            field_dict["kept_months"] = kept_months
        if publisher is not UNSET:
            field_dict["publisher"] = publisher

        return field_dict



    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        d = dict(src_dict)
        address = d.pop("address")

        name = d.pop("name")

        rights = d.pop("rights")

        def _parse_basis(data: object) -> None | str | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            return cast(None | str | Unset, data)

        basis = _parse_basis(d.pop("basis", UNSET))


        def _parse_host(data: object) -> None | str | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            return cast(None | str | Unset, data)

        host = _parse_host(d.pop("host", UNSET))


        kept_months = d.pop("kept_months", UNSET)

        def _parse_publisher(data: object) -> None | str | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            return cast(None | str | Unset, data)

        publisher = _parse_publisher(d.pop("publisher", UNSET))


        controller_in = cls(
            address=address,
            name=name,
            rights=rights,
            basis=basis,
            host=host,
            kept_months=kept_months,
            publisher=publisher,
        )

        return controller_in


from __future__ import annotations

from collections.abc import Mapping
from typing import Any, TypeVar, BinaryIO, TextIO, TYPE_CHECKING, Generator

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from ..types import UNSET, Unset

from ..types import UNSET, Unset
from typing import cast
from uuid import UUID






T = TypeVar("T", bound="SplitIn")



@_attrs_define
class SplitIn:
    """ The sites, with their flows, that become an organisation of their own.

        Attributes:
            name (str):
            sites (list[UUID]):
            siren (None | str | Unset):
     """

    name: str
    sites: list[UUID]
    siren: None | str | Unset = UNSET





    def to_dict(self) -> dict[str, Any]:
        name = self.name

        sites = []
        for sites_item_data in self.sites:
            sites_item = str(sites_item_data)
            sites.append(sites_item)



        siren: None | str | Unset
        if isinstance(self.siren, Unset):
            siren = UNSET
        else:
            siren = self.siren


        field_dict: dict[str, Any] = {}

        field_dict.update({
            "name": name,
            "sites": sites,
        })
        if siren is not UNSET:
            field_dict["siren"] = siren

        return field_dict



    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        d = dict(src_dict)
        name = d.pop("name")

        sites = []
        _sites = d.pop("sites")
        for sites_item_data in (_sites):
            sites_item = UUID(sites_item_data)



            sites.append(sites_item)


        def _parse_siren(data: object) -> None | str | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            return cast(None | str | Unset, data)

        siren = _parse_siren(d.pop("siren", UNSET))


        split_in = cls(
            name=name,
            sites=sites,
            siren=siren,
        )

        return split_in


from __future__ import annotations

from collections.abc import Mapping
from typing import Any, TypeVar, BinaryIO, TextIO, TYPE_CHECKING, Generator

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from ..types import UNSET, Unset

from uuid import UUID






T = TypeVar("T", bound="SiteNear")



@_attrs_define
class SiteNear:
    """ 
        Attributes:
            distance_km (str):
            naf (str):
            name (str):
            site_id (UUID):
     """

    distance_km: str
    naf: str
    name: str
    site_id: UUID
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)





    def to_dict(self) -> dict[str, Any]:
        distance_km = self.distance_km

        naf = self.naf

        name = self.name

        site_id = str(self.site_id)


        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update({
            "distance_km": distance_km,
            "naf": naf,
            "name": name,
            "site_id": site_id,
        })

        return field_dict



    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        d = dict(src_dict)
        distance_km = d.pop("distance_km")

        naf = d.pop("naf")

        name = d.pop("name")

        site_id = UUID(d.pop("site_id"))




        site_near = cls(
            distance_km=distance_km,
            naf=naf,
            name=name,
            site_id=site_id,
        )


        site_near.additional_properties = d
        return site_near

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

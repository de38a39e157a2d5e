from __future__ import annotations

from collections.abc import Mapping
from typing import Any, TypeVar, BinaryIO, TextIO, TYPE_CHECKING, Generator

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from ..types import UNSET, Unset







T = TypeVar("T", bound="ZoneOut")



@_attrs_define
class ZoneOut:
    """ Degrees of its centre; sites of the territory within ``radius_km`` of it are in it, of
    several in the one with the nearest centre. ``source``: where it was read.

        Attributes:
            code (str):
            latitude (float):
            longitude (float):
            name (str):
            radius_km (float):
            source (str):
     """

    code: str
    latitude: float
    longitude: float
    name: str
    radius_km: float
    source: str
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)





    def to_dict(self) -> dict[str, Any]:
        code = self.code

        latitude = self.latitude

        longitude = self.longitude

        name = self.name

        radius_km = self.radius_km

        source = self.source


        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update({
            "code": code,
            "latitude": latitude,
            "longitude": longitude,
            "name": name,
            "radius_km": radius_km,
            "source": source,
        })

        return field_dict



    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        d = dict(src_dict)
        code = d.pop("code")

        latitude = d.pop("latitude")

        longitude = d.pop("longitude")

        name = d.pop("name")

        radius_km = d.pop("radius_km")

        source = d.pop("source")

        zone_out = cls(
            code=code,
            latitude=latitude,
            longitude=longitude,
            name=name,
            radius_km=radius_km,
            source=source,
        )


        zone_out.additional_properties = d
        return zone_out

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

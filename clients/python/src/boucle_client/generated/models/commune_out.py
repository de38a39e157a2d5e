from __future__ import annotations

from collections.abc import Mapping
from typing import Any, TypeVar, BinaryIO, TextIO, TYPE_CHECKING, Generator

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from ..types import UNSET, Unset

from typing import cast






T = TypeVar("T", bound="CommuneOut")



@_attrs_define
class CommuneOut:
    """ ``merged_into``: the commune of today, of a code of before. ``epci``: its SIREN, null for the
    few communes that are in none; ``served``: is it a territory here? Degrees of the centre.

        Attributes:
            code (str):
            epci (None | str):
            latitude (float | None):
            longitude (float | None):
            merged_into (None | str):
            name (str):
            served (bool):
            territory_name (None | str): Of the EPCI, where it is served.
     """

    code: str
    epci: None | str
    latitude: float | None
    longitude: float | None
    merged_into: None | str
    name: str
    served: bool
    territory_name: None | str
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)





    def to_dict(self) -> dict[str, Any]:
        code = self.code

        epci: None | str
        epci = self.epci

        latitude: float | None
        latitude = self.latitude

        longitude: float | None
        longitude = self.longitude

        merged_into: None | str
        merged_into = self.merged_into

        name = self.name

        served = self.served

        territory_name: None | str
        territory_name = self.territory_name


        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update({
            "code": code,
            "epci": epci,
            "latitude": latitude,
            "longitude": longitude,
            "merged_into": merged_into,
            "name": name,
            "served": served,
            "territory_name": territory_name,
        })

        return field_dict



    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        d = dict(src_dict)
        code = d.pop("code")

        def _parse_epci(data: object) -> None | str:
            if data is None:
                return data
            return cast(None | str, data)

        epci = _parse_epci(d.pop("epci"))


        def _parse_latitude(data: object) -> float | None:
            if data is None:
                return data
            return cast(float | None, data)

        latitude = _parse_latitude(d.pop("latitude"))


        def _parse_longitude(data: object) -> float | None:
            if data is None:
                return data
            return cast(float | None, data)

        longitude = _parse_longitude(d.pop("longitude"))


        def _parse_merged_into(data: object) -> None | str:
            if data is None:
                return data
            return cast(None | str, data)

        merged_into = _parse_merged_into(d.pop("merged_into"))


        name = d.pop("name")

        served = d.pop("served")

        def _parse_territory_name(data: object) -> None | str:
            if data is None:
                return data
            return cast(None | str, data)

        territory_name = _parse_territory_name(d.pop("territory_name"))


        commune_out = cls(
            code=code,
            epci=epci,
            latitude=latitude,
            longitude=longitude,
            merged_into=merged_into,
            name=name,
            served=served,
            territory_name=territory_name,
        )


        commune_out.additional_properties = d
        return commune_out

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

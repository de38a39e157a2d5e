from __future__ import annotations

from collections.abc import Mapping
from typing import Any, TypeVar, BinaryIO, TextIO, TYPE_CHECKING, Generator

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from ..types import UNSET, Unset

from typing import cast

if TYPE_CHECKING:
  from ..models.naf_out import NafOut





T = TypeVar("T", bound="ProspectOut")



@_attrs_define
class ProspectOut:
    """ An establishment of which no site is registered. ``employees``: INSEE's band of staff.

        Attributes:
            commune (None | str):
            commune_code (None | str):
            distance_km (str):
            division_en (str):
            division_fr (str):
            employees (None | str):
            latitude (float):
            longitude (float):
            naf (NafOut):
            name (None | str):
            score (float): No unit, 0 and up: how well the activity suits, less with distance. It orders the items of one
                answer, and compares nothing else.
            siret (str):
     """

    commune: None | str
    commune_code: None | str
    distance_km: str
    division_en: str
    division_fr: str
    employees: None | str
    latitude: float
    longitude: float
    naf: NafOut
    name: None | str
    score: float
    siret: str
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)





    def to_dict(self) -> dict[str, Any]:
        from ..models.naf_out import NafOut # noqa: PLC0415
        commune: None | str
        commune = self.commune

        commune_code: None | str
        commune_code = self.commune_code

        distance_km = self.distance_km

        division_en = self.division_en

        division_fr = self.division_fr

        employees: None | str
        employees = self.employees

        latitude = self.latitude

        longitude = self.longitude

        naf = self.naf.to_dict()

        name: None | str
        name = self.name

        score = self.score

        siret = self.siret


        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update({
            "commune": commune,
            "commune_code": commune_code,
            "distance_km": distance_km,
            "division_en": division_en,
            "division_fr": division_fr,
            "employees": employees,
            "latitude": latitude,
            "longitude": longitude,
            "naf": naf,
            "name": name,
            "score": score,
            "siret": siret,
        })

        return field_dict



    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        from ..models.naf_out import NafOut # noqa: PLC0415
        d = dict(src_dict)
        def _parse_commune(data: object) -> None | str:
            if data is None:
                return data
            return cast(None | str, data)

        commune = _parse_commune(d.pop("commune"))


        def _parse_commune_code(data: object) -> None | str:
            if data is None:
                return data
            return cast(None | str, data)

        commune_code = _parse_commune_code(d.pop("commune_code"))


        distance_km = d.pop("distance_km")

        division_en = d.pop("division_en")

        division_fr = d.pop("division_fr")

        def _parse_employees(data: object) -> None | str:
            if data is None:
                return data
            return cast(None | str, data)

        employees = _parse_employees(d.pop("employees"))


        latitude = d.pop("latitude")

        longitude = d.pop("longitude")

        naf = NafOut.from_dict(d.pop("naf"))




        def _parse_name(data: object) -> None | str:
            if data is None:
                return data
            return cast(None | str, data)

        name = _parse_name(d.pop("name"))


        score = d.pop("score")

        siret = d.pop("siret")

        prospect_out = cls(
            commune=commune,
            commune_code=commune_code,
            distance_km=distance_km,
            division_en=division_en,
            division_fr=division_fr,
            employees=employees,
            latitude=latitude,
            longitude=longitude,
            naf=naf,
            name=name,
            score=score,
            siret=siret,
        )


        prospect_out.additional_properties = d
        return prospect_out

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

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, TypeVar, BinaryIO, TextIO, TYPE_CHECKING, Generator

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from ..types import UNSET, Unset

from typing import cast
from uuid import UUID
import datetime

if TYPE_CHECKING:
  from ..models.naf_out import NafOut
  from ..models.network_out import NetworkOut
  from ..models.source_out import SourceOut
  from ..models.warning_out import WarningOut





T = TypeVar("T", bound="WrittenSiteOut")



@_attrs_define
class WrittenSiteOut:
    """ The site as kept, and what to look at again.

        Attributes:
            address (None | str):
            commune (None | str):
            commune_code (None | str):
            declared_at (datetime.datetime):
            example (bool):
            latitude (float):
            location_precision (str):
            longitude (float):
            naf (NafOut | None):
            name (str):
            networks (list[NetworkOut]):
            organisation_id (UUID):
            siret (None | str):
            site_id (UUID):
            sources (list[SourceOut]):
            territory (str):
            treatments (list[str]):
            updated_at (datetime.datetime):
            version (int):
            warnings (list[WarningOut]):
            withdrawn_at (datetime.datetime | None):
     """

    address: None | str
    commune: None | str
    commune_code: None | str
    declared_at: datetime.datetime
    example: bool
    latitude: float
    location_precision: str
    longitude: float
    naf: NafOut | None
    name: str
    networks: list[NetworkOut]
    organisation_id: UUID
    siret: None | str
    site_id: UUID
    sources: list[SourceOut]
    territory: str
    treatments: list[str]
    updated_at: datetime.datetime
    version: int
    warnings: list[WarningOut]
    withdrawn_at: datetime.datetime | None
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)





    def to_dict(self) -> dict[str, Any]:
        from ..models.naf_out import NafOut # noqa: PLC0415
        from ..models.network_out import NetworkOut # noqa: PLC0415
        from ..models.source_out import SourceOut # noqa: PLC0415
        from ..models.warning_out import WarningOut # noqa: PLC0415
        address: None | str
        address = self.address

        commune: None | str
        commune = self.commune

        commune_code: None | str
        commune_code = self.commune_code

        declared_at = self.declared_at.isoformat()

        example = self.example

        latitude = self.latitude

        location_precision = self.location_precision

        longitude = self.longitude

        naf: dict[str, Any] | None
        if isinstance(self.naf, NafOut):
            naf = self.naf.to_dict()
        else:
            naf = self.naf

        name = self.name

        networks = []
        for networks_item_data in self.networks:
            networks_item = networks_item_data.to_dict()
            networks.append(networks_item)



        organisation_id = str(self.organisation_id)

        siret: None | str
        siret = self.siret

        site_id = str(self.site_id)

        sources = []
        for sources_item_data in self.sources:
            sources_item = sources_item_data.to_dict()
            sources.append(sources_item)



        territory = self.territory

        treatments = self.treatments



        updated_at = self.updated_at.isoformat()

        version = self.version

        warnings = []
        for warnings_item_data in self.warnings:
            warnings_item = warnings_item_data.to_dict()
            warnings.append(warnings_item)



        withdrawn_at: None | str
        if isinstance(self.withdrawn_at, datetime.datetime):
            withdrawn_at = self.withdrawn_at.isoformat()
        else:
            withdrawn_at = self.withdrawn_at


        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update({
            "address": address,
            "commune": commune,
            "commune_code": commune_code,
            "declared_at": declared_at,
            "example": example,
            "latitude": latitude,
            "location_precision": location_precision,
            "longitude": longitude,
            "naf": naf,
            "name": name,
            "networks": networks,
            "organisation_id": organisation_id,
            "siret": siret,
            "site_id": site_id,
            "sources": sources,
            "territory": territory,
            "treatments": treatments,
            "updated_at": updated_at,
            "version": version,
            "warnings": warnings,
            "withdrawn_at": withdrawn_at,
        })

        return field_dict



    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        from ..models.naf_out import NafOut # noqa: PLC0415
        from ..models.network_out import NetworkOut # noqa: PLC0415
        from ..models.source_out import SourceOut # noqa: PLC0415
        from ..models.warning_out import WarningOut # noqa: PLC0415
        d = dict(src_dict)
        def _parse_address(data: object) -> None | str:
            if data is None:
                return data
            return cast(None | str, data)

        address = _parse_address(d.pop("address"))


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


        declared_at = datetime.datetime.fromisoformat(d.pop("declared_at"))




        example = d.pop("example")

        latitude = d.pop("latitude")

        location_precision = d.pop("location_precision")

        longitude = d.pop("longitude")

        def _parse_naf(data: object) -> NafOut | None:
            if data is None:
                return data
            try:
                if not isinstance(data, dict):
                    raise TypeError()
                naf_type_0 = NafOut.from_dict(data)



                return naf_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(NafOut | None, data)

        naf = _parse_naf(d.pop("naf"))


        name = d.pop("name")

        networks = []
        _networks = d.pop("networks")
        for networks_item_data in (_networks):
            networks_item = NetworkOut.from_dict(networks_item_data)



            networks.append(networks_item)


        organisation_id = UUID(d.pop("organisation_id"))




        def _parse_siret(data: object) -> None | str:
            if data is None:
                return data
            return cast(None | str, data)

        siret = _parse_siret(d.pop("siret"))


        site_id = UUID(d.pop("site_id"))




        sources = []
        _sources = d.pop("sources")
        for sources_item_data in (_sources):
            sources_item = SourceOut.from_dict(sources_item_data)



            sources.append(sources_item)


        territory = d.pop("territory")

        treatments = cast(list[str], d.pop("treatments"))


        updated_at = datetime.datetime.fromisoformat(d.pop("updated_at"))




        version = d.pop("version")

        warnings = []
        _warnings = d.pop("warnings")
        for warnings_item_data in (_warnings):
            warnings_item = WarningOut.from_dict(warnings_item_data)



            warnings.append(warnings_item)


        def _parse_withdrawn_at(data: object) -> datetime.datetime | None:
            if data is None:
                return data
            try:
                if not isinstance(data, str):
                    raise TypeError()
                withdrawn_at_type_0 = datetime.datetime.fromisoformat(data)



                return withdrawn_at_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(datetime.datetime | None, data)

        withdrawn_at = _parse_withdrawn_at(d.pop("withdrawn_at"))


        written_site_out = cls(
            address=address,
            commune=commune,
            commune_code=commune_code,
            declared_at=declared_at,
            example=example,
            latitude=latitude,
            location_precision=location_precision,
            longitude=longitude,
            naf=naf,
            name=name,
            networks=networks,
            organisation_id=organisation_id,
            siret=siret,
            site_id=site_id,
            sources=sources,
            territory=territory,
            treatments=treatments,
            updated_at=updated_at,
            version=version,
            warnings=warnings,
            withdrawn_at=withdrawn_at,
        )


        written_site_out.additional_properties = d
        return written_site_out

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

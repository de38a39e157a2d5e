from __future__ import annotations

from collections.abc import Mapping
from typing import Any, TypeVar, BinaryIO, TextIO, TYPE_CHECKING, Generator

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from ..types import UNSET, Unset

from ..models.site_put_location_precision import check_site_put_location_precision
from ..models.site_put_location_precision import SitePutLocationPrecision
from ..types import UNSET, Unset
from typing import cast

if TYPE_CHECKING:
  from ..models.naf_in import NafIn
  from ..models.network_in import NetworkIn





T = TypeVar("T", bound="SitePut")



@_attrs_define
class SitePut:
    """ ``PUT /v1/sources/{source}/sites/{external_id}``: ``organisation``, its id at this source.

        Attributes:
            latitude (float):
            location_precision (SitePutLocationPrecision):
            longitude (float):
            name (str):
            organisation (str): the caller's own id
            address (None | str | Unset):
            commune (None | str | Unset):
            commune_code (None | str | Unset): INSEE's code of the commune.
            example (bool | Unset):  Default: False.
            naf (NafIn | None | Unset):
            networks (list[NetworkIn | str] | Unset): What joins the site to others by pipe or wire: codes, each alone or
                with its network's length. Between two sites on one network its length adds to the reach: the shorter of what
                both tell, 10 km for a site that tells none.
            siret (None | str | Unset):
            territory (None | str | Unset): The SIREN of its EPCI. It may be left out where it follows from `commune_code`:
                once communes were imported.
            treatments (list[str] | Unset):
     """

    latitude: float
    location_precision: SitePutLocationPrecision
    longitude: float
    name: str
    organisation: str
    address: None | str | Unset = UNSET
    commune: None | str | Unset = UNSET
    commune_code: None | str | Unset = UNSET
    example: bool | Unset = False
    naf: NafIn | None | Unset = UNSET
    networks: list[NetworkIn | str] | Unset = UNSET
    siret: None | str | Unset = UNSET
    territory: None | str | Unset = UNSET
    treatments: list[str] | Unset = UNSET





    def to_dict(self) -> dict[str, Any]:
        from ..models.naf_in import NafIn # noqa: PLC0415
        from ..models.network_in import NetworkIn # noqa: PLC0415
        latitude = self.latitude

        location_precision: str = self.location_precision

        longitude = self.longitude

        name = self.name

        organisation = self.organisation

        address: None | str | Unset
        if isinstance(self.address, Unset):
            address = UNSET
        else:
            address = self.address

        commune: None | str | Unset
        if isinstance(self.commune, Unset):
            commune = UNSET
        else:
            commune = self.commune

        commune_code: None | str | Unset
        if isinstance(self.commune_code, Unset):
            commune_code = UNSET
        else:
            commune_code = self.commune_code

        example = self.example

        naf: dict[str, Any] | None | Unset
        if isinstance(self.naf, Unset):
            naf = UNSET
        elif isinstance(self.naf, NafIn):
            naf = self.naf.to_dict()
        else:
            naf = self.naf

        networks: list[dict[str, Any] | str] | Unset = UNSET
        if not isinstance(self.networks, Unset):
            networks = []
            for networks_item_data in self.networks:
                networks_item: dict[str, Any] | str
                if isinstance(networks_item_data, NetworkIn):
                    networks_item = networks_item_data.to_dict()
                else:
                    networks_item = networks_item_data
                networks.append(networks_item)



        siret: None | str | Unset
        if isinstance(self.siret, Unset):
            siret = UNSET
        else:
            siret = self.siret

        territory: None | str | Unset
        if isinstance(self.territory, Unset):
            territory = UNSET
        else:
            territory = self.territory

        treatments: list[str] | Unset = UNSET
        if not isinstance(self.treatments, Unset):
            treatments = self.treatments




        field_dict: dict[str, Any] = {}

        field_dict.update({
            "latitude": latitude,
            "location_precision": location_precision,
            "longitude": longitude,
            "name": name,
            "organisation": organisation,
        })
        if address is not UNSET:
            field_dict["address"] = address
        if commune is not UNSET:
            field_dict["commune"] = commune
        if commune_code is not UNSET:
            field_dict["commune_code"] = commune_code
        if example is not UNSET:
            field_dict["example"] = example
        if naf is not UNSET:
            field_dict["naf"] = naf
        if networks is not UNSET:
            field_dict["networks"] = networks
        if siret is not UNSET:
            field_dict["siret"] = siret
        if territory is not UNSET:
            field_dict["territory"] = territory
        if treatments is not UNSET:
            field_dict["treatments"] = treatments

        return field_dict



    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        from ..models.naf_in import NafIn # noqa: PLC0415
        from ..models.network_in import NetworkIn # noqa: PLC0415
        d = dict(src_dict)
        latitude = d.pop("latitude")

        location_precision = check_site_put_location_precision(d.pop("location_precision"))




        longitude = d.pop("longitude")

        name = d.pop("name")

        organisation = d.pop("organisation")

        def _parse_address(data: object) -> None | str | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            return cast(None | str | Unset, data)

        address = _parse_address(d.pop("address", UNSET))


        def _parse_commune(data: object) -> None | str | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            return cast(None | str | Unset, data)

        commune = _parse_commune(d.pop("commune", UNSET))


        def _parse_commune_code(data: object) -> None | str | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            return cast(None | str | Unset, data)

        commune_code = _parse_commune_code(d.pop("commune_code", UNSET))


        example = d.pop("example", UNSET)

        def _parse_naf(data: object) -> NafIn | None | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            try:
                if not isinstance(data, dict):
                    raise TypeError()
                naf_type_0 = NafIn.from_dict(data)



                return naf_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(NafIn | None | Unset, data)

        naf = _parse_naf(d.pop("naf", UNSET))


        _networks = d.pop("networks", UNSET)
        networks: list[NetworkIn | str] | Unset = UNSET
        if _networks is not UNSET:
            networks = []
            for networks_item_data in _networks:
                def _parse_networks_item(data: object) -> NetworkIn | str:
                    try:
                        if not isinstance(data, dict):
                            raise TypeError()
                        networks_item_type_1 = NetworkIn.from_dict(data)



                        return networks_item_type_1
                    except (TypeError, ValueError, AttributeError, KeyError):
                        pass
                    return cast(NetworkIn | str, data)

                networks_item = _parse_networks_item(networks_item_data)

                networks.append(networks_item)


        def _parse_siret(data: object) -> None | str | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            return cast(None | str | Unset, data)

        siret = _parse_siret(d.pop("siret", UNSET))


        def _parse_territory(data: object) -> None | str | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            return cast(None | str | Unset, data)

        territory = _parse_territory(d.pop("territory", UNSET))


        treatments = cast(list[str], d.pop("treatments", UNSET))


        site_put = cls(
            latitude=latitude,
            location_precision=location_precision,
            longitude=longitude,
            name=name,
            organisation=organisation,
            address=address,
            commune=commune,
            commune_code=commune_code,
            example=example,
            naf=naf,
            networks=networks,
            siret=siret,
            territory=territory,
            treatments=treatments,
        )

        return site_put


from __future__ import annotations

from collections.abc import Mapping
from typing import Any, TypeVar, BinaryIO, TextIO, TYPE_CHECKING, Generator

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from ..types import UNSET, Unset

from typing import cast
from uuid import UUID
import datetime






T = TypeVar("T", bound="MovementOut")



@_attrs_define
class MovementOut:
    """ ``site_moved``: more than 3 times in 7 days; ``flow_revised``: more than 20 times in 7 days
    (quantity, site, months, qualities or price); ``flows_declared``: more than 50 flows of one
    family by one organisation in 24 hours.

        Attributes:
            family (None | str):
            first_at (datetime.datetime):
            flow_id (None | UUID):
            kind (str):
            last_at (datetime.datetime):
            organisation_id (UUID):
            site_id (None | UUID):
            times (int): How often, in those days.
     """

    family: None | str
    first_at: datetime.datetime
    flow_id: None | UUID
    kind: str
    last_at: datetime.datetime
    organisation_id: UUID
    site_id: None | UUID
    times: int
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)





    def to_dict(self) -> dict[str, Any]:
        family: None | str
        family = self.family

        first_at = self.first_at.isoformat()

        flow_id: None | str
        if isinstance(self.flow_id, UUID):
            flow_id = str(self.flow_id)
        else:
            flow_id = self.flow_id

        kind = self.kind

        last_at = self.last_at.isoformat()

        organisation_id = str(self.organisation_id)

        site_id: None | str
        if isinstance(self.site_id, UUID):
            site_id = str(self.site_id)
        else:
            site_id = self.site_id

        times = self.times


        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update({
            "family": family,
            "first_at": first_at,
            "flow_id": flow_id,
            "kind": kind,
            "last_at": last_at,
            "organisation_id": organisation_id,
            "site_id": site_id,
            "times": times,
        })

        return field_dict



    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        d = dict(src_dict)
        def _parse_family(data: object) -> None | str:
            if data is None:
                return data
            return cast(None | str, data)

        family = _parse_family(d.pop("family"))


        first_at = datetime.datetime.fromisoformat(d.pop("first_at"))




        def _parse_flow_id(data: object) -> None | UUID:
            if data is None:
                return data
            try:
                if not isinstance(data, str):
                    raise TypeError()
                flow_id_type_0 = UUID(data)



                return flow_id_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(None | UUID, data)

        flow_id = _parse_flow_id(d.pop("flow_id"))


        kind = d.pop("kind")

        last_at = datetime.datetime.fromisoformat(d.pop("last_at"))




        organisation_id = UUID(d.pop("organisation_id"))




        def _parse_site_id(data: object) -> None | UUID:
            if data is None:
                return data
            try:
                if not isinstance(data, str):
                    raise TypeError()
                site_id_type_0 = UUID(data)



                return site_id_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(None | UUID, data)

        site_id = _parse_site_id(d.pop("site_id"))


        times = d.pop("times")

        movement_out = cls(
            family=family,
            first_at=first_at,
            flow_id=flow_id,
            kind=kind,
            last_at=last_at,
            organisation_id=organisation_id,
            site_id=site_id,
            times=times,
        )


        movement_out.additional_properties = d
        return movement_out

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

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, TypeVar, BinaryIO, TextIO, TYPE_CHECKING, Generator

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from ..types import UNSET, Unset

from typing import cast
from uuid import UUID
import datetime






T = TypeVar("T", bound="PrincipalOut")



@_attrs_define
class PrincipalOut:
    """ 
        Attributes:
            client_id (str):
            created_at (datetime.datetime):
            name (str):
            organisations (list[UUID]):
            requires_if_match (bool):
            revoked_at (datetime.datetime | None):
            role (str):
            source (None | str):
            territories (list[str]):
            verifies (bool):
     """

    client_id: str
    created_at: datetime.datetime
    name: str
    organisations: list[UUID]
    requires_if_match: bool
    revoked_at: datetime.datetime | None
    role: str
    source: None | str
    territories: list[str]
    verifies: bool
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)





    def to_dict(self) -> dict[str, Any]:
        client_id = self.client_id

        created_at = self.created_at.isoformat()

        name = self.name

        organisations = []
        for organisations_item_data in self.organisations:
            organisations_item = str(organisations_item_data)
            organisations.append(organisations_item)



        requires_if_match = self.requires_if_match

        revoked_at: None | str
        if isinstance(self.revoked_at, datetime.datetime):
            revoked_at = self.revoked_at.isoformat()
        else:
            revoked_at = self.revoked_at

        role = self.role

        source: None | str
        source = self.source

        territories = self.territories



        verifies = self.verifies


        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update({
            "client_id": client_id,
            "created_at": created_at,
            "name": name,
            "organisations": organisations,
            "requires_if_match": requires_if_match,
            "revoked_at": revoked_at,
            "role": role,
            "source": source,
            "territories": territories,
            "verifies": verifies,
        })

        return field_dict



    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        d = dict(src_dict)
        client_id = d.pop("client_id")

        created_at = datetime.datetime.fromisoformat(d.pop("created_at"))




        name = d.pop("name")

        organisations = []
        _organisations = d.pop("organisations")
        for organisations_item_data in (_organisations):
            organisations_item = UUID(organisations_item_data)



            organisations.append(organisations_item)


        requires_if_match = d.pop("requires_if_match")

        def _parse_revoked_at(data: object) -> datetime.datetime | None:
            if data is None:
                return data
            try:
                if not isinstance(data, str):
                    raise TypeError()
                revoked_at_type_0 = datetime.datetime.fromisoformat(data)



                return revoked_at_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(datetime.datetime | None, data)

        revoked_at = _parse_revoked_at(d.pop("revoked_at"))


        role = d.pop("role")

        def _parse_source(data: object) -> None | str:
            if data is None:
                return data
            return cast(None | str, data)

        source = _parse_source(d.pop("source"))


        territories = cast(list[str], d.pop("territories"))


        verifies = d.pop("verifies")

        principal_out = cls(
            client_id=client_id,
            created_at=created_at,
            name=name,
            organisations=organisations,
            requires_if_match=requires_if_match,
            revoked_at=revoked_at,
            role=role,
            source=source,
            territories=territories,
            verifies=verifies,
        )


        principal_out.additional_properties = d
        return principal_out

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

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, TypeVar, BinaryIO, TextIO, TYPE_CHECKING, Generator

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from ..types import UNSET, Unset

from typing import cast
import datetime






T = TypeVar("T", bound="CompanyPrincipalOut")



@_attrs_define
class CompanyPrincipalOut:
    """ ``given_by``: the client id of its animator or of a tool; null: the operator made it.

        Attributes:
            client_id (str):
            created_at (datetime.datetime):
            given_by (None | str):
            name (str):
     """

    client_id: str
    created_at: datetime.datetime
    given_by: None | str
    name: str
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)





    def to_dict(self) -> dict[str, Any]:
        client_id = self.client_id

        created_at = self.created_at.isoformat()

        given_by: None | str
        given_by = self.given_by

        name = self.name


        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update({
            "client_id": client_id,
            "created_at": created_at,
            "given_by": given_by,
            "name": name,
        })

        return field_dict



    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        d = dict(src_dict)
        client_id = d.pop("client_id")

        created_at = datetime.datetime.fromisoformat(d.pop("created_at"))




        def _parse_given_by(data: object) -> None | str:
            if data is None:
                return data
            return cast(None | str, data)

        given_by = _parse_given_by(d.pop("given_by"))


        name = d.pop("name")

        company_principal_out = cls(
            client_id=client_id,
            created_at=created_at,
            given_by=given_by,
            name=name,
        )


        company_principal_out.additional_properties = d
        return company_principal_out

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

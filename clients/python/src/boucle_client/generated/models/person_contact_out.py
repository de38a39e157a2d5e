from __future__ import annotations

from collections.abc import Mapping
from typing import Any, TypeVar, BinaryIO, TextIO, TYPE_CHECKING, Generator

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from ..types import UNSET, Unset

from typing import cast
from uuid import UUID






T = TypeVar("T", bound="PersonContactOut")



@_attrs_define
class PersonContactOut:
    """ A contact, of which organisation.

        Attributes:
            contact_id (UUID):
            email (str):
            language (str):
            name (str):
            organisation_id (UUID):
            phone (None | str):
            role (str):
     """

    contact_id: UUID
    email: str
    language: str
    name: str
    organisation_id: UUID
    phone: None | str
    role: str
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)





    def to_dict(self) -> dict[str, Any]:
        contact_id = str(self.contact_id)

        email = self.email

        language = self.language

        name = self.name

        organisation_id = str(self.organisation_id)

        phone: None | str
        phone = self.phone

        role = self.role


        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update({
            "contact_id": contact_id,
            "email": email,
            "language": language,
            "name": name,
            "organisation_id": organisation_id,
            "phone": phone,
            "role": role,
        })

        return field_dict



    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        d = dict(src_dict)
        contact_id = UUID(d.pop("contact_id"))




        email = d.pop("email")

        language = d.pop("language")

        name = d.pop("name")

        organisation_id = UUID(d.pop("organisation_id"))




        def _parse_phone(data: object) -> None | str:
            if data is None:
                return data
            return cast(None | str, data)

        phone = _parse_phone(d.pop("phone"))


        role = d.pop("role")

        person_contact_out = cls(
            contact_id=contact_id,
            email=email,
            language=language,
            name=name,
            organisation_id=organisation_id,
            phone=phone,
            role=role,
        )


        person_contact_out.additional_properties = d
        return person_contact_out

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

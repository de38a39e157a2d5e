from __future__ import annotations

from collections.abc import Mapping
from typing import Any, TypeVar, BinaryIO, TextIO, TYPE_CHECKING, Generator

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from ..types import UNSET, Unset

from ..models.contact_in_language import check_contact_in_language
from ..models.contact_in_language import ContactInLanguage
from ..types import UNSET, Unset
from typing import cast






T = TypeVar("T", bound="ContactIn")



@_attrs_define
class ContactIn:
    """ A person of the organisation, whom mail reaches.

        Attributes:
            email (str):
            name (str):
            role (str):
            language (ContactInLanguage | Unset):  Default: 'fr'.
            phone (None | str | Unset):
     """

    email: str
    name: str
    role: str
    language: ContactInLanguage | Unset = 'fr'
    phone: None | str | Unset = UNSET





    def to_dict(self) -> dict[str, Any]:
        email = self.email

        name = self.name

        role = self.role

        language: str | Unset = UNSET
        if not isinstance(self.language, Unset):
            language = self.language


        phone: None | str | Unset
        if isinstance(self.phone, Unset):
            phone = UNSET
        else:
            phone = self.phone


        field_dict: dict[str, Any] = {}

        field_dict.update({
            "email": email,
            "name": name,
            "role": role,
        })
        if language is not UNSET:
            field_dict["language"] = language
        if phone is not UNSET:
            field_dict["phone"] = phone

        return field_dict



    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        d = dict(src_dict)
        email = d.pop("email")

        name = d.pop("name")

        role = d.pop("role")

        _language = d.pop("language", UNSET)
        language: ContactInLanguage | Unset
        if isinstance(_language,  Unset):
            language = UNSET
        else:
            language = check_contact_in_language(_language)




        def _parse_phone(data: object) -> None | str | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            return cast(None | str | Unset, data)

        phone = _parse_phone(d.pop("phone", UNSET))


        contact_in = cls(
            email=email,
            name=name,
            role=role,
            language=language,
            phone=phone,
        )

        return contact_in


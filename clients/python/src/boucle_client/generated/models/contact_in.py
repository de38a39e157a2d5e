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
    """ A person of the organisation, whom mail reaches. ``name``: left out or empty where it is not
    known.

        Attributes:
            email (str):
            role (str):
            language (ContactInLanguage | Unset):  Default: 'fr'.
            name (str | Unset):  Default: ''.
            phone (None | str | Unset):
     """

    email: str
    role: str
    language: ContactInLanguage | Unset = 'fr'
    name: str | Unset = ''
    phone: None | str | Unset = UNSET





    def to_dict(self) -> dict[str, Any]:
        email = self.email

        role = self.role

        language: str | Unset = UNSET
        if not isinstance(self.language, Unset):
            language = self.language


        name = self.name

        phone: None | str | Unset
        if isinstance(self.phone, Unset):
            phone = UNSET
        else:
            phone = self.phone


        field_dict: dict[str, Any] = {}

        field_dict.update({
            "email": email,
            "role": role,
        })
        if language is not UNSET:
            field_dict["language"] = language
        if name is not UNSET:
            field_dict["name"] = name
        if phone is not UNSET:
            field_dict["phone"] = phone

        return field_dict



    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        d = dict(src_dict)
        email = d.pop("email")

        role = d.pop("role")

        _language = d.pop("language", UNSET)
        language: ContactInLanguage | Unset
        if isinstance(_language,  Unset):
            language = UNSET
        else:
            language = check_contact_in_language(_language)




        name = d.pop("name", UNSET)

        def _parse_phone(data: object) -> None | str | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            return cast(None | str | Unset, data)

        phone = _parse_phone(d.pop("phone", UNSET))


        contact_in = cls(
            email=email,
            role=role,
            language=language,
            name=name,
            phone=phone,
        )

        return contact_in


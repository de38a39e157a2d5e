from __future__ import annotations

from collections.abc import Mapping
from typing import Any, TypeVar, BinaryIO, TextIO, TYPE_CHECKING, Generator

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from ..types import UNSET, Unset

from ..types import UNSET, Unset
from typing import cast

if TYPE_CHECKING:
  from ..models.contact_in import ContactIn





T = TypeVar("T", bound="OrganisationPut")



@_attrs_define
class OrganisationPut:
    """ ``PUT /v1/sources/{source}/organisations/{external_id}``.

        Attributes:
            name (str):
            territory (str): INSEE's number, with spaces or without.
            contacts (list[ContactIn] | None | Unset):
            evidence (None | str | Unset):
            example (bool | Unset):  Default: False.
            siren (None | str | Unset):
     """

    name: str
    territory: str
    contacts: list[ContactIn] | None | Unset = UNSET
    evidence: None | str | Unset = UNSET
    example: bool | Unset = False
    siren: None | str | Unset = UNSET





    def to_dict(self) -> dict[str, Any]:
        from ..models.contact_in import ContactIn # noqa: PLC0415
        name = self.name

        territory = self.territory

        contacts: list[dict[str, Any]] | None | Unset
        if isinstance(self.contacts, Unset):
            contacts = UNSET
        elif isinstance(self.contacts, list):
            contacts = []
            for contacts_type_0_item_data in self.contacts:
                contacts_type_0_item = contacts_type_0_item_data.to_dict()
                contacts.append(contacts_type_0_item)


        else:
            contacts = self.contacts

        evidence: None | str | Unset
        if isinstance(self.evidence, Unset):
            evidence = UNSET
        else:
            evidence = self.evidence

        example = self.example

        siren: None | str | Unset
        if isinstance(self.siren, Unset):
            siren = UNSET
        else:
            siren = self.siren


        field_dict: dict[str, Any] = {}

        field_dict.update({
            "name": name,
            "territory": territory,
        })
        if contacts is not UNSET:
            field_dict["contacts"] = contacts
        if evidence is not UNSET:
            field_dict["evidence"] = evidence
        if example is not UNSET:
            field_dict["example"] = example
        if siren is not UNSET:
            field_dict["siren"] = siren

        return field_dict



    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        from ..models.contact_in import ContactIn # noqa: PLC0415
        d = dict(src_dict)
        name = d.pop("name")

        territory = d.pop("territory")

        def _parse_contacts(data: object) -> list[ContactIn] | None | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            try:
                if not isinstance(data, list):
                    raise TypeError()
                contacts_type_0 = []
                _contacts_type_0 = data
                for contacts_type_0_item_data in (_contacts_type_0):
                    contacts_type_0_item = ContactIn.from_dict(contacts_type_0_item_data)



                    contacts_type_0.append(contacts_type_0_item)

                return contacts_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(list[ContactIn] | None | Unset, data)

        contacts = _parse_contacts(d.pop("contacts", UNSET))


        def _parse_evidence(data: object) -> None | str | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            return cast(None | str | Unset, data)

        evidence = _parse_evidence(d.pop("evidence", UNSET))


        example = d.pop("example", UNSET)

        def _parse_siren(data: object) -> None | str | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            return cast(None | str | Unset, data)

        siren = _parse_siren(d.pop("siren", UNSET))


        organisation_put = cls(
            name=name,
            territory=territory,
            contacts=contacts,
            evidence=evidence,
            example=example,
            siren=siren,
        )

        return organisation_put


from __future__ import annotations

from collections.abc import Mapping
from typing import Any, TypeVar, BinaryIO, TextIO, TYPE_CHECKING, Generator

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from ..types import UNSET, Unset

from ..types import UNSET, Unset
from typing import cast
from uuid import UUID
import datetime

if TYPE_CHECKING:
  from ..models.contact_out import ContactOut
  from ..models.source_out import SourceOut





T = TypeVar("T", bound="OrganisationOut")



@_attrs_define
class OrganisationOut:
    """ The organisation as kept. ``contacts`` where one organisation is read or written. ``state``:
    the flows of one that is not ``verified`` are on trial: in nobody's list, counted nowhere.

        Attributes:
            declared_at (datetime.datetime):
            example (bool):
            name (str):
            organisation_id (UUID):
            siren (None | str):
            sources (list[SourceOut]):
            state (str):
            territory (str):
            updated_at (datetime.datetime):
            version (int):
            withdrawn_at (datetime.datetime | None):
            contacts (list[ContactOut] | None | Unset):
     """

    declared_at: datetime.datetime
    example: bool
    name: str
    organisation_id: UUID
    siren: None | str
    sources: list[SourceOut]
    state: str
    territory: str
    updated_at: datetime.datetime
    version: int
    withdrawn_at: datetime.datetime | None
    contacts: list[ContactOut] | None | Unset = UNSET
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)





    def to_dict(self) -> dict[str, Any]:
        from ..models.contact_out import ContactOut # noqa: PLC0415
        from ..models.source_out import SourceOut # noqa: PLC0415
        declared_at = self.declared_at.isoformat()

        example = self.example

        name = self.name

        organisation_id = str(self.organisation_id)

        siren: None | str
        siren = self.siren

        sources = []
        for sources_item_data in self.sources:
            sources_item = sources_item_data.to_dict()
            sources.append(sources_item)



        state = self.state

        territory = self.territory

        updated_at = self.updated_at.isoformat()

        version = self.version

        withdrawn_at: None | str
        if isinstance(self.withdrawn_at, datetime.datetime):
            withdrawn_at = self.withdrawn_at.isoformat()
        else:
            withdrawn_at = self.withdrawn_at

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


        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update({
            "declared_at": declared_at,
            "example": example,
            "name": name,
            "organisation_id": organisation_id,
            "siren": siren,
            "sources": sources,
            "state": state,
            "territory": territory,
            "updated_at": updated_at,
            "version": version,
            "withdrawn_at": withdrawn_at,
        })
        if contacts is not UNSET:
            field_dict["contacts"] = contacts

        return field_dict



    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        from ..models.contact_out import ContactOut # noqa: PLC0415
        from ..models.source_out import SourceOut # noqa: PLC0415
        d = dict(src_dict)
        declared_at = datetime.datetime.fromisoformat(d.pop("declared_at"))




        example = d.pop("example")

        name = d.pop("name")

        organisation_id = UUID(d.pop("organisation_id"))




        def _parse_siren(data: object) -> None | str:
            if data is None:
                return data
            return cast(None | str, data)

        siren = _parse_siren(d.pop("siren"))


        sources = []
        _sources = d.pop("sources")
        for sources_item_data in (_sources):
            sources_item = SourceOut.from_dict(sources_item_data)



            sources.append(sources_item)


        state = d.pop("state")

        territory = d.pop("territory")

        updated_at = datetime.datetime.fromisoformat(d.pop("updated_at"))




        version = d.pop("version")

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


        def _parse_contacts(data: object) -> list[ContactOut] | None | Unset:
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
                    contacts_type_0_item = ContactOut.from_dict(contacts_type_0_item_data)



                    contacts_type_0.append(contacts_type_0_item)

                return contacts_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(list[ContactOut] | None | Unset, data)

        contacts = _parse_contacts(d.pop("contacts", UNSET))


        organisation_out = cls(
            declared_at=declared_at,
            example=example,
            name=name,
            organisation_id=organisation_id,
            siren=siren,
            sources=sources,
            state=state,
            territory=territory,
            updated_at=updated_at,
            version=version,
            withdrawn_at=withdrawn_at,
            contacts=contacts,
        )


        organisation_out.additional_properties = d
        return organisation_out

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

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, TypeVar, BinaryIO, TextIO, TYPE_CHECKING, Generator

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from ..types import UNSET, Unset

from uuid import UUID






T = TypeVar("T", bound="OrganisationLeftOut")



@_attrs_define
class OrganisationLeftOut:
    """ An organisation whose contact was erased. ``contacts``: how many it has left; ``running``:
    how many of its synergies run.

        Attributes:
            contacts (int):
            organisation_id (UUID):
            running (int):
     """

    contacts: int
    organisation_id: UUID
    running: int
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)





    def to_dict(self) -> dict[str, Any]:
        contacts = self.contacts

        organisation_id = str(self.organisation_id)

        running = self.running


        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update({
            "contacts": contacts,
            "organisation_id": organisation_id,
            "running": running,
        })

        return field_dict



    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        d = dict(src_dict)
        contacts = d.pop("contacts")

        organisation_id = UUID(d.pop("organisation_id"))




        running = d.pop("running")

        organisation_left_out = cls(
            contacts=contacts,
            organisation_id=organisation_id,
            running=running,
        )


        organisation_left_out.additional_properties = d
        return organisation_left_out

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

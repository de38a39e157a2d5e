from __future__ import annotations

from collections.abc import Mapping
from typing import Any, TypeVar, BinaryIO, TextIO, TYPE_CHECKING, Generator

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from ..types import UNSET, Unset

from typing import cast
from uuid import UUID
import datetime






T = TypeVar("T", bound="PersonProposalOut")



@_attrs_define
class PersonProposalOut:
    """ Somebody named on a page, whom an animator has yet to confirm.

        Attributes:
            email (str):
            language (str):
            name (str):
            organisation_id (UUID):
            proposal_id (UUID):
            proposed_at (datetime.datetime):
     """

    email: str
    language: str
    name: str
    organisation_id: UUID
    proposal_id: UUID
    proposed_at: datetime.datetime
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)





    def to_dict(self) -> dict[str, Any]:
        email = self.email

        language = self.language

        name = self.name

        organisation_id = str(self.organisation_id)

        proposal_id = str(self.proposal_id)

        proposed_at = self.proposed_at.isoformat()


        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update({
            "email": email,
            "language": language,
            "name": name,
            "organisation_id": organisation_id,
            "proposal_id": proposal_id,
            "proposed_at": proposed_at,
        })

        return field_dict



    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        d = dict(src_dict)
        email = d.pop("email")

        language = d.pop("language")

        name = d.pop("name")

        organisation_id = UUID(d.pop("organisation_id"))




        proposal_id = UUID(d.pop("proposal_id"))




        proposed_at = datetime.datetime.fromisoformat(d.pop("proposed_at"))




        person_proposal_out = cls(
            email=email,
            language=language,
            name=name,
            organisation_id=organisation_id,
            proposal_id=proposal_id,
            proposed_at=proposed_at,
        )


        person_proposal_out.additional_properties = d
        return person_proposal_out

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

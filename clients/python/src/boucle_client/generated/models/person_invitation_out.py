from __future__ import annotations

from collections.abc import Mapping
from typing import Any, TypeVar, BinaryIO, TextIO, TYPE_CHECKING, Generator

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from ..types import UNSET, Unset

from typing import cast
from uuid import UUID
import datetime






T = TypeVar("T", bound="PersonInvitationOut")



@_attrs_define
class PersonInvitationOut:
    """ A meeting that the person was invited to, and what the company answered.

        Attributes:
            answer (None | str):
            answered_at (datetime.datetime | None):
            attended (bool | None):
            meeting_id (UUID):
            organisation_id (UUID):
     """

    answer: None | str
    answered_at: datetime.datetime | None
    attended: bool | None
    meeting_id: UUID
    organisation_id: UUID
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)





    def to_dict(self) -> dict[str, Any]:
        answer: None | str
        answer = self.answer

        answered_at: None | str
        if isinstance(self.answered_at, datetime.datetime):
            answered_at = self.answered_at.isoformat()
        else:
            answered_at = self.answered_at

        attended: bool | None
        attended = self.attended

        meeting_id = str(self.meeting_id)

        organisation_id = str(self.organisation_id)


        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update({
            "answer": answer,
            "answered_at": answered_at,
            "attended": attended,
            "meeting_id": meeting_id,
            "organisation_id": organisation_id,
        })

        return field_dict



    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        d = dict(src_dict)
        def _parse_answer(data: object) -> None | str:
            if data is None:
                return data
            return cast(None | str, data)

        answer = _parse_answer(d.pop("answer"))


        def _parse_answered_at(data: object) -> datetime.datetime | None:
            if data is None:
                return data
            try:
                if not isinstance(data, str):
                    raise TypeError()
                answered_at_type_0 = datetime.datetime.fromisoformat(data)



                return answered_at_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(datetime.datetime | None, data)

        answered_at = _parse_answered_at(d.pop("answered_at"))


        def _parse_attended(data: object) -> bool | None:
            if data is None:
                return data
            return cast(bool | None, data)

        attended = _parse_attended(d.pop("attended"))


        meeting_id = UUID(d.pop("meeting_id"))




        organisation_id = UUID(d.pop("organisation_id"))




        person_invitation_out = cls(
            answer=answer,
            answered_at=answered_at,
            attended=attended,
            meeting_id=meeting_id,
            organisation_id=organisation_id,
        )


        person_invitation_out.additional_properties = d
        return person_invitation_out

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

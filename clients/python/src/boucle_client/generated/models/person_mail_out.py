from __future__ import annotations

from collections.abc import Mapping
from typing import Any, TypeVar, BinaryIO, TextIO, TYPE_CHECKING, Generator

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from ..types import UNSET, Unset

from typing import cast
from uuid import UUID
import datetime






T = TypeVar("T", bound="PersonMailOut")



@_attrs_define
class PersonMailOut:
    """ A mail to the person. ``step``: what it was about.

        Attributes:
            created_at (datetime.datetime):
            introduction_id (None | UUID):
            mail_id (UUID):
            meeting_id (None | UUID):
            organisation_id (UUID):
            sent_at (datetime.datetime | None):
            state (str):
            step (str):
     """

    created_at: datetime.datetime
    introduction_id: None | UUID
    mail_id: UUID
    meeting_id: None | UUID
    organisation_id: UUID
    sent_at: datetime.datetime | None
    state: str
    step: str
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)





    def to_dict(self) -> dict[str, Any]:
        created_at = self.created_at.isoformat()

        introduction_id: None | str
        if isinstance(self.introduction_id, UUID):
            introduction_id = str(self.introduction_id)
        else:
            introduction_id = self.introduction_id

        mail_id = str(self.mail_id)

        meeting_id: None | str
        if isinstance(self.meeting_id, UUID):
            meeting_id = str(self.meeting_id)
        else:
            meeting_id = self.meeting_id

        organisation_id = str(self.organisation_id)

        sent_at: None | str
        if isinstance(self.sent_at, datetime.datetime):
            sent_at = self.sent_at.isoformat()
        else:
            sent_at = self.sent_at

        state = self.state

        step = self.step


        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update({
            "created_at": created_at,
            "introduction_id": introduction_id,
            "mail_id": mail_id,
            "meeting_id": meeting_id,
            "organisation_id": organisation_id,
            "sent_at": sent_at,
            "state": state,
            "step": step,
        })

        return field_dict



    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        d = dict(src_dict)
        created_at = datetime.datetime.fromisoformat(d.pop("created_at"))




        def _parse_introduction_id(data: object) -> None | UUID:
            if data is None:
                return data
            try:
                if not isinstance(data, str):
                    raise TypeError()
                introduction_id_type_0 = UUID(data)



                return introduction_id_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(None | UUID, data)

        introduction_id = _parse_introduction_id(d.pop("introduction_id"))


        mail_id = UUID(d.pop("mail_id"))




        def _parse_meeting_id(data: object) -> None | UUID:
            if data is None:
                return data
            try:
                if not isinstance(data, str):
                    raise TypeError()
                meeting_id_type_0 = UUID(data)



                return meeting_id_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(None | UUID, data)

        meeting_id = _parse_meeting_id(d.pop("meeting_id"))


        organisation_id = UUID(d.pop("organisation_id"))




        def _parse_sent_at(data: object) -> datetime.datetime | None:
            if data is None:
                return data
            try:
                if not isinstance(data, str):
                    raise TypeError()
                sent_at_type_0 = datetime.datetime.fromisoformat(data)



                return sent_at_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(datetime.datetime | None, data)

        sent_at = _parse_sent_at(d.pop("sent_at"))


        state = d.pop("state")

        step = d.pop("step")

        person_mail_out = cls(
            created_at=created_at,
            introduction_id=introduction_id,
            mail_id=mail_id,
            meeting_id=meeting_id,
            organisation_id=organisation_id,
            sent_at=sent_at,
            state=state,
            step=step,
        )


        person_mail_out.additional_properties = d
        return person_mail_out

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

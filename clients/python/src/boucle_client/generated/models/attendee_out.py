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
  from ..models.mail_out import MailOut





T = TypeVar("T", bound="AttendeeOut")



@_attrs_define
class AttendeeOut:
    """ ``attendee_id`` names a company in this meeting only, also where it is masked.

        Attributes:
            answer (None | str):
            answered_at (datetime.datetime | None):
            attended (bool | None):
            attendee_id (UUID):
            invited_at (datetime.datetime | None):
            organisation_id (None | UUID):
            territory (str):
            mail (MailOut | None | Unset):
     """

    answer: None | str
    answered_at: datetime.datetime | None
    attended: bool | None
    attendee_id: UUID
    invited_at: datetime.datetime | None
    organisation_id: None | UUID
    territory: str
    mail: MailOut | None | Unset = UNSET
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)





    def to_dict(self) -> dict[str, Any]:
        from ..models.mail_out import MailOut # noqa: PLC0415
        answer: None | str
        answer = self.answer

        answered_at: None | str
        if isinstance(self.answered_at, datetime.datetime):
            answered_at = self.answered_at.isoformat()
        else:
            answered_at = self.answered_at

        attended: bool | None
        attended = self.attended

        attendee_id = str(self.attendee_id)

        invited_at: None | str
        if isinstance(self.invited_at, datetime.datetime):
            invited_at = self.invited_at.isoformat()
        else:
            invited_at = self.invited_at

        organisation_id: None | str
        if isinstance(self.organisation_id, UUID):
            organisation_id = str(self.organisation_id)
        else:
            organisation_id = self.organisation_id

        territory = self.territory

        mail: dict[str, Any] | None | Unset
        if isinstance(self.mail, Unset):
            mail = UNSET
        elif isinstance(self.mail, MailOut):
            mail = self.mail.to_dict()
        else:
            mail = self.mail


        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update({
            "answer": answer,
            "answered_at": answered_at,
            "attended": attended,
            "attendee_id": attendee_id,
            "invited_at": invited_at,
            "organisation_id": organisation_id,
            "territory": territory,
        })
        if mail is not UNSET:
            field_dict["mail"] = mail

        return field_dict



    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        from ..models.mail_out import MailOut # noqa: PLC0415
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


        attendee_id = UUID(d.pop("attendee_id"))




        def _parse_invited_at(data: object) -> datetime.datetime | None:
            if data is None:
                return data
            try:
                if not isinstance(data, str):
                    raise TypeError()
                invited_at_type_0 = datetime.datetime.fromisoformat(data)



                return invited_at_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(datetime.datetime | None, data)

        invited_at = _parse_invited_at(d.pop("invited_at"))


        def _parse_organisation_id(data: object) -> None | UUID:
            if data is None:
                return data
            try:
                if not isinstance(data, str):
                    raise TypeError()
                organisation_id_type_0 = UUID(data)



                return organisation_id_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(None | UUID, data)

        organisation_id = _parse_organisation_id(d.pop("organisation_id"))


        territory = d.pop("territory")

        def _parse_mail(data: object) -> MailOut | None | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            try:
                if not isinstance(data, dict):
                    raise TypeError()
                mail_type_0 = MailOut.from_dict(data)



                return mail_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(MailOut | None | Unset, data)

        mail = _parse_mail(d.pop("mail", UNSET))


        attendee_out = cls(
            answer=answer,
            answered_at=answered_at,
            attended=attended,
            attendee_id=attendee_id,
            invited_at=invited_at,
            organisation_id=organisation_id,
            territory=territory,
            mail=mail,
        )


        attendee_out.additional_properties = d
        return attendee_out

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

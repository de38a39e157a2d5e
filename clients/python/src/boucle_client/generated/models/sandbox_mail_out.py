from __future__ import annotations

from collections.abc import Mapping
from typing import Any, TypeVar, BinaryIO, TextIO, TYPE_CHECKING, Generator

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from ..types import UNSET, Unset

from typing import cast
from uuid import UUID
import datetime






T = TypeVar("T", bound="SandboxMailOut")



@_attrs_define
class SandboxMailOut:
    """ One mail, not sent. ``to``: name and address; ``step``: what it is about; ``text`` and
    ``html``: the same words; its link opens the page that a company would answer on. ``calendar``:
    of a mail about a meeting, what calendars read (iCalendar).

        Attributes:
            at (datetime.datetime):
            calendar (None | str):
            html (str):
            mail_id (UUID):
            organisation_id (UUID):
            step (str):
            subject (str):
            text (str):
            to (str):
     """

    at: datetime.datetime
    calendar: None | str
    html: str
    mail_id: UUID
    organisation_id: UUID
    step: str
    subject: str
    text: str
    to: str
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)





    def to_dict(self) -> dict[str, Any]:
        at = self.at.isoformat()

        calendar: None | str
        calendar = self.calendar

        html = self.html

        mail_id = str(self.mail_id)

        organisation_id = str(self.organisation_id)

        step = self.step

        subject = self.subject

        text = self.text

        to = self.to


        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update({
            "at": at,
            "calendar": calendar,
            "html": html,
            "mail_id": mail_id,
            "organisation_id": organisation_id,
            "step": step,
            "subject": subject,
            "text": text,
            "to": to,
        })

        return field_dict



    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        d = dict(src_dict)
        at = datetime.datetime.fromisoformat(d.pop("at"))




        def _parse_calendar(data: object) -> None | str:
            if data is None:
                return data
            return cast(None | str, data)

        calendar = _parse_calendar(d.pop("calendar"))


        html = d.pop("html")

        mail_id = UUID(d.pop("mail_id"))




        organisation_id = UUID(d.pop("organisation_id"))




        step = d.pop("step")

        subject = d.pop("subject")

        text = d.pop("text")

        to = d.pop("to")

        sandbox_mail_out = cls(
            at=at,
            calendar=calendar,
            html=html,
            mail_id=mail_id,
            organisation_id=organisation_id,
            step=step,
            subject=subject,
            text=text,
            to=to,
        )


        sandbox_mail_out.additional_properties = d
        return sandbox_mail_out

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

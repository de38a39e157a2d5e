from __future__ import annotations

from collections.abc import Mapping
from typing import Any, TypeVar, BinaryIO, TextIO, TYPE_CHECKING, Generator

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from ..types import UNSET, Unset

from typing import cast
from uuid import UUID
import datetime

if TYPE_CHECKING:
  from ..models.attendee_out import AttendeeOut
  from ..models.host_out import HostOut





T = TypeVar("T", bound="MeetingOut")



@_attrs_define
class MeetingOut:
    """ ``sequence``: how often it was revised, as calendars count; ``cancelled_at``: since when it
    does not take place.

        Attributes:
            agenda (None | str):
            attendees (list[AttendeeOut]):
            cancel_reason (None | str):
            cancelled_at (datetime.datetime | None):
            ends_at (datetime.datetime):
            host (HostOut | None):
            kind (str):
            meeting_id (UUID):
            place (str):
            sequence (int):
            starts_at (datetime.datetime):
            street (None | str):
            synergy_ids (list[UUID]):
            territory (str):
            title (str):
            updated_at (datetime.datetime):
     """

    agenda: None | str
    attendees: list[AttendeeOut]
    cancel_reason: None | str
    cancelled_at: datetime.datetime | None
    ends_at: datetime.datetime
    host: HostOut | None
    kind: str
    meeting_id: UUID
    place: str
    sequence: int
    starts_at: datetime.datetime
    street: None | str
    synergy_ids: list[UUID]
    territory: str
    title: str
    updated_at: datetime.datetime
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)





    def to_dict(self) -> dict[str, Any]:
        from ..models.attendee_out import AttendeeOut # noqa: PLC0415
        from ..models.host_out import HostOut # noqa: PLC0415
        agenda: None | str
        agenda = self.agenda

        attendees = []
        for attendees_item_data in self.attendees:
            attendees_item = attendees_item_data.to_dict()
            attendees.append(attendees_item)



        cancel_reason: None | str
        cancel_reason = self.cancel_reason

        cancelled_at: None | str
        if isinstance(self.cancelled_at, datetime.datetime):
            cancelled_at = self.cancelled_at.isoformat()
        else:
            cancelled_at = self.cancelled_at

        ends_at = self.ends_at.isoformat()

        host: dict[str, Any] | None
        if isinstance(self.host, HostOut):
            host = self.host.to_dict()
        else:
            host = self.host

        kind = self.kind

        meeting_id = str(self.meeting_id)

        place = self.place

        sequence = self.sequence

        starts_at = self.starts_at.isoformat()

        street: None | str
        street = self.street

        synergy_ids = []
        for synergy_ids_item_data in self.synergy_ids:
            synergy_ids_item = str(synergy_ids_item_data)
            synergy_ids.append(synergy_ids_item)



        territory = self.territory

        title = self.title

        updated_at = self.updated_at.isoformat()


        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update({
            "agenda": agenda,
            "attendees": attendees,
            "cancel_reason": cancel_reason,
            "cancelled_at": cancelled_at,
            "ends_at": ends_at,
            "host": host,
            "kind": kind,
            "meeting_id": meeting_id,
            "place": place,
            "sequence": sequence,
            "starts_at": starts_at,
            "street": street,
            "synergy_ids": synergy_ids,
            "territory": territory,
            "title": title,
            "updated_at": updated_at,
        })

        return field_dict



    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        from ..models.attendee_out import AttendeeOut # noqa: PLC0415
        from ..models.host_out import HostOut # noqa: PLC0415
        d = dict(src_dict)
        def _parse_agenda(data: object) -> None | str:
            if data is None:
                return data
            return cast(None | str, data)

        agenda = _parse_agenda(d.pop("agenda"))


        attendees = []
        _attendees = d.pop("attendees")
        for attendees_item_data in (_attendees):
            attendees_item = AttendeeOut.from_dict(attendees_item_data)



            attendees.append(attendees_item)


        def _parse_cancel_reason(data: object) -> None | str:
            if data is None:
                return data
            return cast(None | str, data)

        cancel_reason = _parse_cancel_reason(d.pop("cancel_reason"))


        def _parse_cancelled_at(data: object) -> datetime.datetime | None:
            if data is None:
                return data
            try:
                if not isinstance(data, str):
                    raise TypeError()
                cancelled_at_type_0 = datetime.datetime.fromisoformat(data)



                return cancelled_at_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(datetime.datetime | None, data)

        cancelled_at = _parse_cancelled_at(d.pop("cancelled_at"))


        ends_at = datetime.datetime.fromisoformat(d.pop("ends_at"))




        def _parse_host(data: object) -> HostOut | None:
            if data is None:
                return data
            try:
                if not isinstance(data, dict):
                    raise TypeError()
                host_type_0 = HostOut.from_dict(data)



                return host_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(HostOut | None, data)

        host = _parse_host(d.pop("host"))


        kind = d.pop("kind")

        meeting_id = UUID(d.pop("meeting_id"))




        place = d.pop("place")

        sequence = d.pop("sequence")

        starts_at = datetime.datetime.fromisoformat(d.pop("starts_at"))




        def _parse_street(data: object) -> None | str:
            if data is None:
                return data
            return cast(None | str, data)

        street = _parse_street(d.pop("street"))


        synergy_ids = []
        _synergy_ids = d.pop("synergy_ids")
        for synergy_ids_item_data in (_synergy_ids):
            synergy_ids_item = UUID(synergy_ids_item_data)



            synergy_ids.append(synergy_ids_item)


        territory = d.pop("territory")

        title = d.pop("title")

        updated_at = datetime.datetime.fromisoformat(d.pop("updated_at"))




        meeting_out = cls(
            agenda=agenda,
            attendees=attendees,
            cancel_reason=cancel_reason,
            cancelled_at=cancelled_at,
            ends_at=ends_at,
            host=host,
            kind=kind,
            meeting_id=meeting_id,
            place=place,
            sequence=sequence,
            starts_at=starts_at,
            street=street,
            synergy_ids=synergy_ids,
            territory=territory,
            title=title,
            updated_at=updated_at,
        )


        meeting_out.additional_properties = d
        return meeting_out

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

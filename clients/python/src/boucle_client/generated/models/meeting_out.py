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





T = TypeVar("T", bound="MeetingOut")



@_attrs_define
class MeetingOut:
    """ 
        Attributes:
            attendees (list[AttendeeOut]):
            ends_at (datetime.datetime):
            kind (str):
            meeting_id (UUID):
            place (str):
            starts_at (datetime.datetime):
            synergy_ids (list[UUID]):
            territory (str):
            title (str):
            updated_at (datetime.datetime):
     """

    attendees: list[AttendeeOut]
    ends_at: datetime.datetime
    kind: str
    meeting_id: UUID
    place: str
    starts_at: datetime.datetime
    synergy_ids: list[UUID]
    territory: str
    title: str
    updated_at: datetime.datetime
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)





    def to_dict(self) -> dict[str, Any]:
        from ..models.attendee_out import AttendeeOut # noqa: PLC0415
        attendees = []
        for attendees_item_data in self.attendees:
            attendees_item = attendees_item_data.to_dict()
            attendees.append(attendees_item)



        ends_at = self.ends_at.isoformat()

        kind = self.kind

        meeting_id = str(self.meeting_id)

        place = self.place

        starts_at = self.starts_at.isoformat()

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
            "attendees": attendees,
            "ends_at": ends_at,
            "kind": kind,
            "meeting_id": meeting_id,
            "place": place,
            "starts_at": starts_at,
            "synergy_ids": synergy_ids,
            "territory": territory,
            "title": title,
            "updated_at": updated_at,
        })

        return field_dict



    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        from ..models.attendee_out import AttendeeOut # noqa: PLC0415
        d = dict(src_dict)
        attendees = []
        _attendees = d.pop("attendees")
        for attendees_item_data in (_attendees):
            attendees_item = AttendeeOut.from_dict(attendees_item_data)



            attendees.append(attendees_item)


        ends_at = datetime.datetime.fromisoformat(d.pop("ends_at"))




        kind = d.pop("kind")

        meeting_id = UUID(d.pop("meeting_id"))




        place = d.pop("place")

        starts_at = datetime.datetime.fromisoformat(d.pop("starts_at"))




        synergy_ids = []
        _synergy_ids = d.pop("synergy_ids")
        for synergy_ids_item_data in (_synergy_ids):
            synergy_ids_item = UUID(synergy_ids_item_data)



            synergy_ids.append(synergy_ids_item)


        territory = d.pop("territory")

        title = d.pop("title")

        updated_at = datetime.datetime.fromisoformat(d.pop("updated_at"))




        meeting_out = cls(
            attendees=attendees,
            ends_at=ends_at,
            kind=kind,
            meeting_id=meeting_id,
            place=place,
            starts_at=starts_at,
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

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, TypeVar, BinaryIO, TextIO, TYPE_CHECKING, Generator

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from ..types import UNSET, Unset

from ..models.meeting_in_kind import check_meeting_in_kind
from ..models.meeting_in_kind import MeetingInKind
from ..types import UNSET, Unset
from typing import cast
from uuid import UUID
import datetime






T = TypeVar("T", bound="MeetingIn")



@_attrs_define
class MeetingIn:
    """ ``territory``: needed when the animator has several. ``organisations``: to invite too.

        Attributes:
            ends_at (datetime.datetime):
            kind (MeetingInKind):
            place (str):
            starts_at (datetime.datetime):
            title (str):
            organisations (list[UUID] | Unset):
            synergy_ids (list[UUID] | Unset):
            territory (None | str | Unset):
     """

    ends_at: datetime.datetime
    kind: MeetingInKind
    place: str
    starts_at: datetime.datetime
    title: str
    organisations: list[UUID] | Unset = UNSET
    synergy_ids: list[UUID] | Unset = UNSET
    territory: None | str | Unset = UNSET





    def to_dict(self) -> dict[str, Any]:
        ends_at = self.ends_at.isoformat()

        kind: str = self.kind

        place = self.place

        starts_at = self.starts_at.isoformat()

        title = self.title

        organisations: list[str] | Unset = UNSET
        if not isinstance(self.organisations, Unset):
            organisations = []
            for organisations_item_data in self.organisations:
                organisations_item = str(organisations_item_data)
                organisations.append(organisations_item)



        synergy_ids: list[str] | Unset = UNSET
        if not isinstance(self.synergy_ids, Unset):
            synergy_ids = []
            for synergy_ids_item_data in self.synergy_ids:
                synergy_ids_item = str(synergy_ids_item_data)
                synergy_ids.append(synergy_ids_item)



        territory: None | str | Unset
        if isinstance(self.territory, Unset):
            territory = UNSET
        else:
            territory = self.territory


        field_dict: dict[str, Any] = {}

        field_dict.update({
            "ends_at": ends_at,
            "kind": kind,
            "place": place,
            "starts_at": starts_at,
            "title": title,
        })
        if organisations is not UNSET:
            field_dict["organisations"] = organisations
        if synergy_ids is not UNSET:
            field_dict["synergy_ids"] = synergy_ids
        if territory is not UNSET:
            field_dict["territory"] = territory

        return field_dict



    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        d = dict(src_dict)
        ends_at = datetime.datetime.fromisoformat(d.pop("ends_at"))




        kind = check_meeting_in_kind(d.pop("kind"))




        place = d.pop("place")

        starts_at = datetime.datetime.fromisoformat(d.pop("starts_at"))




        title = d.pop("title")

        _organisations = d.pop("organisations", UNSET)
        organisations: list[UUID] | Unset = UNSET
        if _organisations is not UNSET:
            organisations = []
            for organisations_item_data in _organisations:
                organisations_item = UUID(organisations_item_data)



                organisations.append(organisations_item)


        _synergy_ids = d.pop("synergy_ids", UNSET)
        synergy_ids: list[UUID] | Unset = UNSET
        if _synergy_ids is not UNSET:
            synergy_ids = []
            for synergy_ids_item_data in _synergy_ids:
                synergy_ids_item = UUID(synergy_ids_item_data)



                synergy_ids.append(synergy_ids_item)


        def _parse_territory(data: object) -> None | str | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            return cast(None | str | Unset, data)

        territory = _parse_territory(d.pop("territory", UNSET))


        meeting_in = cls(
            ends_at=ends_at,
            kind=kind,
            place=place,
            starts_at=starts_at,
            title=title,
            organisations=organisations,
            synergy_ids=synergy_ids,
            territory=territory,
        )

        return meeting_in


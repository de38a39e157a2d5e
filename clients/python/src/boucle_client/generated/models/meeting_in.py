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

if TYPE_CHECKING:
  from ..models.host_in import HostIn





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
            agenda (None | str | Unset):
            host (HostIn | None | Unset):
            organisations (list[UUID] | Unset):
            street (None | str | Unset):
            synergy_ids (list[UUID] | Unset):
            territory (None | str | Unset):
     """

    ends_at: datetime.datetime
    kind: MeetingInKind
    place: str
    starts_at: datetime.datetime
    title: str
    agenda: None | str | Unset = UNSET
    host: HostIn | None | Unset = UNSET
    organisations: list[UUID] | Unset = UNSET
    street: None | str | Unset = UNSET
    synergy_ids: list[UUID] | Unset = UNSET
    territory: None | str | Unset = UNSET





    def to_dict(self) -> dict[str, Any]:
        from ..models.host_in import HostIn # noqa: PLC0415
        ends_at = self.ends_at.isoformat()

        kind: str = self.kind

        place = self.place

        starts_at = self.starts_at.isoformat()

        title = self.title

        agenda: None | str | Unset
        if isinstance(self.agenda, Unset):
            agenda = UNSET
        else:
            agenda = self.agenda

        host: dict[str, Any] | None | Unset
        if isinstance(self.host, Unset):
            host = UNSET
        elif isinstance(self.host, HostIn):
            host = self.host.to_dict()
        else:
            host = self.host

        organisations: list[str] | Unset = UNSET
        if not isinstance(self.organisations, Unset):
            organisations = []
            for organisations_item_data in self.organisations:
                organisations_item = str(organisations_item_data)
                organisations.append(organisations_item)



        street: None | str | Unset
        if isinstance(self.street, Unset):
            street = UNSET
        else:
            street = self.street

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
        if agenda is not UNSET:
            field_dict["agenda"] = agenda
        if host is not UNSET:
            field_dict["host"] = host
        if organisations is not UNSET:
            field_dict["organisations"] = organisations
        if street is not UNSET:
            field_dict["street"] = street
        if synergy_ids is not UNSET:
            field_dict["synergy_ids"] = synergy_ids
        if territory is not UNSET:
            field_dict["territory"] = territory

        return field_dict



    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        from ..models.host_in import HostIn # noqa: PLC0415
        d = dict(src_dict)
        ends_at = datetime.datetime.fromisoformat(d.pop("ends_at"))




        kind = check_meeting_in_kind(d.pop("kind"))




        place = d.pop("place")

        starts_at = datetime.datetime.fromisoformat(d.pop("starts_at"))




        title = d.pop("title")

        def _parse_agenda(data: object) -> None | str | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            return cast(None | str | Unset, data)

        agenda = _parse_agenda(d.pop("agenda", UNSET))


        def _parse_host(data: object) -> HostIn | None | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            try:
                if not isinstance(data, dict):
                    raise TypeError()
                host_type_0 = HostIn.from_dict(data)



                return host_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(HostIn | None | Unset, data)

        host = _parse_host(d.pop("host", UNSET))


        _organisations = d.pop("organisations", UNSET)
        organisations: list[UUID] | Unset = UNSET
        if _organisations is not UNSET:
            organisations = []
            for organisations_item_data in _organisations:
                organisations_item = UUID(organisations_item_data)



                organisations.append(organisations_item)


        def _parse_street(data: object) -> None | str | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            return cast(None | str | Unset, data)

        street = _parse_street(d.pop("street", UNSET))


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
            agenda=agenda,
            host=host,
            organisations=organisations,
            street=street,
            synergy_ids=synergy_ids,
            territory=territory,
        )

        return meeting_in


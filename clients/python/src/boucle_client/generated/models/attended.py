from __future__ import annotations

from collections.abc import Mapping
from typing import Any, TypeVar, BinaryIO, TextIO, TYPE_CHECKING, Generator

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from ..types import UNSET, Unset

from ..types import UNSET, Unset
from typing import cast
from uuid import UUID






T = TypeVar("T", bound="Attended")



@_attrs_define
class Attended:
    """ One company, by either id, and whether it came.

        Attributes:
            attended (bool):
            attendee_id (None | Unset | UUID):
            organisation_id (None | Unset | UUID):
     """

    attended: bool
    attendee_id: None | Unset | UUID = UNSET
    organisation_id: None | Unset | UUID = UNSET





    def to_dict(self) -> dict[str, Any]:
        attended = self.attended

        attendee_id: None | str | Unset
        if isinstance(self.attendee_id, Unset):
            attendee_id = UNSET
        elif isinstance(self.attendee_id, UUID):
            attendee_id = str(self.attendee_id)
        else:
            attendee_id = self.attendee_id

        organisation_id: None | str | Unset
        if isinstance(self.organisation_id, Unset):
            organisation_id = UNSET
        elif isinstance(self.organisation_id, UUID):
            organisation_id = str(self.organisation_id)
        else:
            organisation_id = self.organisation_id


        field_dict: dict[str, Any] = {}

        field_dict.update({
            "attended": attended,
        })
        if attendee_id is not UNSET:
            field_dict["attendee_id"] = attendee_id
        if organisation_id is not UNSET:
            field_dict["organisation_id"] = organisation_id

        return field_dict



    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        d = dict(src_dict)
        attended = d.pop("attended")

        def _parse_attendee_id(data: object) -> None | Unset | UUID:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            try:
                if not isinstance(data, str):
                    raise TypeError()
                attendee_id_type_0 = UUID(data)



                return attendee_id_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(None | Unset | UUID, data)

        attendee_id = _parse_attendee_id(d.pop("attendee_id", UNSET))


        def _parse_organisation_id(data: object) -> None | Unset | UUID:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            try:
                if not isinstance(data, str):
                    raise TypeError()
                organisation_id_type_0 = UUID(data)



                return organisation_id_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(None | Unset | UUID, data)

        organisation_id = _parse_organisation_id(d.pop("organisation_id", UNSET))


        attended = cls(
            attended=attended,
            attendee_id=attendee_id,
            organisation_id=organisation_id,
        )

        return attended


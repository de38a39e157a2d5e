from __future__ import annotations

from collections.abc import Mapping
from typing import Any, TypeVar, BinaryIO, TextIO, TYPE_CHECKING, Generator

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from ..types import UNSET, Unset

from typing import cast
from uuid import UUID
import datetime






T = TypeVar("T", bound="PersonPreferenceOut")



@_attrs_define
class PersonPreferenceOut:
    """ What the person chose, as one contact. ``off``: kinds of mail; quiet hours, in Paris.

        Attributes:
            contact_id (UUID):
            language (None | str):
            off (list[str]):
            paused_until (datetime.date | None):
            quiet_from (int | None):
            quiet_to (int | None):
            rhythm (str):
            stopped (bool):
            updated_at (datetime.datetime):
     """

    contact_id: UUID
    language: None | str
    off: list[str]
    paused_until: datetime.date | None
    quiet_from: int | None
    quiet_to: int | None
    rhythm: str
    stopped: bool
    updated_at: datetime.datetime
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)





    def to_dict(self) -> dict[str, Any]:
        contact_id = str(self.contact_id)

        language: None | str
        language = self.language

        off = self.off



        paused_until: None | str
        if isinstance(self.paused_until, datetime.date):
            paused_until = self.paused_until.isoformat()
        else:
            paused_until = self.paused_until

        quiet_from: int | None
        quiet_from = self.quiet_from

        quiet_to: int | None
        quiet_to = self.quiet_to

        rhythm = self.rhythm

        stopped = self.stopped

        updated_at = self.updated_at.isoformat()


        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update({
            "contact_id": contact_id,
            "language": language,
            "off": off,
            "paused_until": paused_until,
            "quiet_from": quiet_from,
            "quiet_to": quiet_to,
            "rhythm": rhythm,
            "stopped": stopped,
            "updated_at": updated_at,
        })

        return field_dict



    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        d = dict(src_dict)
        contact_id = UUID(d.pop("contact_id"))




        def _parse_language(data: object) -> None | str:
            if data is None:
                return data
            return cast(None | str, data)

        language = _parse_language(d.pop("language"))


        off = cast(list[str], d.pop("off"))


        def _parse_paused_until(data: object) -> datetime.date | None:
            if data is None:
                return data
            try:
                if not isinstance(data, str):
                    raise TypeError()
                paused_until_type_0 = datetime.date.fromisoformat(data)



                return paused_until_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(datetime.date | None, data)

        paused_until = _parse_paused_until(d.pop("paused_until"))


        def _parse_quiet_from(data: object) -> int | None:
            if data is None:
                return data
            return cast(int | None, data)

        quiet_from = _parse_quiet_from(d.pop("quiet_from"))


        def _parse_quiet_to(data: object) -> int | None:
            if data is None:
                return data
            return cast(int | None, data)

        quiet_to = _parse_quiet_to(d.pop("quiet_to"))


        rhythm = d.pop("rhythm")

        stopped = d.pop("stopped")

        updated_at = datetime.datetime.fromisoformat(d.pop("updated_at"))




        person_preference_out = cls(
            contact_id=contact_id,
            language=language,
            off=off,
            paused_until=paused_until,
            quiet_from=quiet_from,
            quiet_to=quiet_to,
            rhythm=rhythm,
            stopped=stopped,
            updated_at=updated_at,
        )


        person_preference_out.additional_properties = d
        return person_preference_out

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

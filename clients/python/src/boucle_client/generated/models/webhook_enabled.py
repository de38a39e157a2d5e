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
  from ..models.missed_out import MissedOut





T = TypeVar("T", bound="WebhookEnabled")



@_attrs_define
class WebhookEnabled:
    """ ``missed``: null where nothing is.

        Attributes:
            contact (None | str):
            created_at (datetime.datetime):
            description (None | str):
            failing_since (datetime.datetime | None):
            former_secret_until (datetime.datetime | None):
            missed (MissedOut | None):
            reason (None | str):
            state (str):
            types (list[str] | None):
            updated_at (datetime.datetime):
            url (str):
            version (int):
            webhook_id (UUID):
     """

    contact: None | str
    created_at: datetime.datetime
    description: None | str
    failing_since: datetime.datetime | None
    former_secret_until: datetime.datetime | None
    missed: MissedOut | None
    reason: None | str
    state: str
    types: list[str] | None
    updated_at: datetime.datetime
    url: str
    version: int
    webhook_id: UUID
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)





    def to_dict(self) -> dict[str, Any]:
        from ..models.missed_out import MissedOut # noqa: PLC0415
        contact: None | str
        contact = self.contact

        created_at = self.created_at.isoformat()

        description: None | str
        description = self.description

        failing_since: None | str
        if isinstance(self.failing_since, datetime.datetime):
            failing_since = self.failing_since.isoformat()
        else:
            failing_since = self.failing_since

        former_secret_until: None | str
        if isinstance(self.former_secret_until, datetime.datetime):
            former_secret_until = self.former_secret_until.isoformat()
        else:
            former_secret_until = self.former_secret_until

        missed: dict[str, Any] | None
        if isinstance(self.missed, MissedOut):
            missed = self.missed.to_dict()
        else:
            missed = self.missed

        reason: None | str
        reason = self.reason

        state = self.state

        types: list[str] | None
        if isinstance(self.types, list):
            types = self.types


        else:
            types = self.types

        updated_at = self.updated_at.isoformat()

        url = self.url

        version = self.version

        webhook_id = str(self.webhook_id)


        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update({
            "contact": contact,
            "created_at": created_at,
            "description": description,
            "failing_since": failing_since,
            "former_secret_until": former_secret_until,
            "missed": missed,
            "reason": reason,
            "state": state,
            "types": types,
            "updated_at": updated_at,
            "url": url,
            "version": version,
            "webhook_id": webhook_id,
        })

        return field_dict



    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        from ..models.missed_out import MissedOut # noqa: PLC0415
        d = dict(src_dict)
        def _parse_contact(data: object) -> None | str:
            if data is None:
                return data
            return cast(None | str, data)

        contact = _parse_contact(d.pop("contact"))


        created_at = datetime.datetime.fromisoformat(d.pop("created_at"))




        def _parse_description(data: object) -> None | str:
            if data is None:
                return data
            return cast(None | str, data)

        description = _parse_description(d.pop("description"))


        def _parse_failing_since(data: object) -> datetime.datetime | None:
            if data is None:
                return data
            try:
                if not isinstance(data, str):
                    raise TypeError()
                failing_since_type_0 = datetime.datetime.fromisoformat(data)



                return failing_since_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(datetime.datetime | None, data)

        failing_since = _parse_failing_since(d.pop("failing_since"))


        def _parse_former_secret_until(data: object) -> datetime.datetime | None:
            if data is None:
                return data
            try:
                if not isinstance(data, str):
                    raise TypeError()
                former_secret_until_type_0 = datetime.datetime.fromisoformat(data)



                return former_secret_until_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(datetime.datetime | None, data)

        former_secret_until = _parse_former_secret_until(d.pop("former_secret_until"))


        def _parse_missed(data: object) -> MissedOut | None:
            if data is None:
                return data
            try:
                if not isinstance(data, dict):
                    raise TypeError()
                missed_type_0 = MissedOut.from_dict(data)



                return missed_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(MissedOut | None, data)

        missed = _parse_missed(d.pop("missed"))


        def _parse_reason(data: object) -> None | str:
            if data is None:
                return data
            return cast(None | str, data)

        reason = _parse_reason(d.pop("reason"))


        state = d.pop("state")

        def _parse_types(data: object) -> list[str] | None:
            if data is None:
                return data
            try:
                if not isinstance(data, list):
                    raise TypeError()
                types_type_0 = cast(list[str], data)

                return types_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(list[str] | None, data)

        types = _parse_types(d.pop("types"))


        updated_at = datetime.datetime.fromisoformat(d.pop("updated_at"))




        url = d.pop("url")

        version = d.pop("version")

        webhook_id = UUID(d.pop("webhook_id"))




        webhook_enabled = cls(
            contact=contact,
            created_at=created_at,
            description=description,
            failing_since=failing_since,
            former_secret_until=former_secret_until,
            missed=missed,
            reason=reason,
            state=state,
            types=types,
            updated_at=updated_at,
            url=url,
            version=version,
            webhook_id=webhook_id,
        )


        webhook_enabled.additional_properties = d
        return webhook_enabled

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

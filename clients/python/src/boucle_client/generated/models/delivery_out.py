from __future__ import annotations

from collections.abc import Mapping
from typing import Any, TypeVar, BinaryIO, TextIO, TYPE_CHECKING, Generator

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from ..types import UNSET, Unset

from typing import cast
import datetime

if TYPE_CHECKING:
  from ..models.attempt_out import AttemptOut
  from ..models.delivery_out_body import DeliveryOutBody





T = TypeVar("T", bound="DeliveryOut")



@_attrs_define
class DeliveryOut:
    """ ``message_id``: the header ``webhook-id``. ``state``: ``waiting`` for an earlier message
    about the same thing, ``failed`` when given up. ``due_at``: when it is tried next.

        Attributes:
            attempts (list[AttemptOut]):
            body (DeliveryOutBody):
            created_at (datetime.datetime):
            due_at (datetime.datetime | None):
            finished_at (datetime.datetime | None):
            message_id (str):
            state (str):
            type_ (str):
     """

    attempts: list[AttemptOut]
    body: DeliveryOutBody
    created_at: datetime.datetime
    due_at: datetime.datetime | None
    finished_at: datetime.datetime | None
    message_id: str
    state: str
    type_: str
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)





    def to_dict(self) -> dict[str, Any]:
        from ..models.attempt_out import AttemptOut # noqa: PLC0415
        from ..models.delivery_out_body import DeliveryOutBody # noqa: PLC0415
        attempts = []
        for attempts_item_data in self.attempts:
            attempts_item = attempts_item_data.to_dict()
            attempts.append(attempts_item)



        body = self.body.to_dict()

        created_at = self.created_at.isoformat()

        due_at: None | str
        if isinstance(self.due_at, datetime.datetime):
            due_at = self.due_at.isoformat()
        else:
            due_at = self.due_at

        finished_at: None | str
        if isinstance(self.finished_at, datetime.datetime):
            finished_at = self.finished_at.isoformat()
        else:
            finished_at = self.finished_at

        message_id = self.message_id

        state = self.state

        type_ = self.type_


        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update({
            "attempts": attempts,
            "body": body,
            "created_at": created_at,
            "due_at": due_at,
            "finished_at": finished_at,
            "message_id": message_id,
            "state": state,
            "type": type_,
        })

        return field_dict



    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        from ..models.attempt_out import AttemptOut # noqa: PLC0415
        from ..models.delivery_out_body import DeliveryOutBody # noqa: PLC0415
        d = dict(src_dict)
        attempts = []
        _attempts = d.pop("attempts")
        for attempts_item_data in (_attempts):
            attempts_item = AttemptOut.from_dict(attempts_item_data)



            attempts.append(attempts_item)


        body = DeliveryOutBody.from_dict(d.pop("body"))




        created_at = datetime.datetime.fromisoformat(d.pop("created_at"))




        def _parse_due_at(data: object) -> datetime.datetime | None:
            if data is None:
                return data
            try:
                if not isinstance(data, str):
                    raise TypeError()
                due_at_type_0 = datetime.datetime.fromisoformat(data)



                return due_at_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(datetime.datetime | None, data)

        due_at = _parse_due_at(d.pop("due_at"))


        def _parse_finished_at(data: object) -> datetime.datetime | None:
            if data is None:
                return data
            try:
                if not isinstance(data, str):
                    raise TypeError()
                finished_at_type_0 = datetime.datetime.fromisoformat(data)



                return finished_at_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(datetime.datetime | None, data)

        finished_at = _parse_finished_at(d.pop("finished_at"))


        message_id = d.pop("message_id")

        state = d.pop("state")

        type_ = d.pop("type")

        delivery_out = cls(
            attempts=attempts,
            body=body,
            created_at=created_at,
            due_at=due_at,
            finished_at=finished_at,
            message_id=message_id,
            state=state,
            type_=type_,
        )


        delivery_out.additional_properties = d
        return delivery_out

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

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, TypeVar, BinaryIO, TextIO, TYPE_CHECKING, Generator

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from ..types import UNSET, Unset

from ..types import UNSET, Unset
from typing import cast
import datetime






T = TypeVar("T", bound="ActionIn")



@_attrs_define
class ActionIn:
    """ ``who``: ``offer``, ``need``, ``member``, ``animator``, ``operator`` or a client id. Name
    nobody in ``what``: it is kept for ever.

        Attributes:
            what (str):
            who (str):
            due (datetime.date | None | Unset):
     """

    what: str
    who: str
    due: datetime.date | None | Unset = UNSET





    def to_dict(self) -> dict[str, Any]:
        what = self.what

        who = self.who

        due: None | str | Unset
        if isinstance(self.due, Unset):
            due = UNSET
        elif isinstance(self.due, datetime.date):
            due = self.due.isoformat()
        else:
            due = self.due


        field_dict: dict[str, Any] = {}

        field_dict.update({
            "what": what,
            "who": who,
        })
        if due is not UNSET:
            field_dict["due"] = due

        return field_dict



    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        d = dict(src_dict)
        what = d.pop("what")

        who = d.pop("who")

        def _parse_due(data: object) -> datetime.date | None | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            try:
                if not isinstance(data, str):
                    raise TypeError()
                due_type_0 = datetime.date.fromisoformat(data)



                return due_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(datetime.date | None | Unset, data)

        due = _parse_due(d.pop("due", UNSET))


        action_in = cls(
            what=what,
            who=who,
            due=due,
        )

        return action_in


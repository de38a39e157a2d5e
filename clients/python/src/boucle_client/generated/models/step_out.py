from __future__ import annotations

from collections.abc import Mapping
from typing import Any, TypeVar, BinaryIO, TextIO, TYPE_CHECKING, Generator

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from ..types import UNSET, Unset

from typing import cast
import datetime

if TYPE_CHECKING:
  from ..models.standing_out import StandingOut





T = TypeVar("T", bound="StepOut")



@_attrs_define
class StepOut:
    """ One step of a life that changed what its reader may see; ``version``: as the synergy had it
    for him then. ``by``: in which quality; ``actor``: who, if yours to know.

        Attributes:
            actor (None | str):
            at (datetime.datetime):
            by (str):
            disclosed (bool):
            parties (list[StandingOut]):
            state (str):
            type_ (str):
            version (int):
     """

    actor: None | str
    at: datetime.datetime
    by: str
    disclosed: bool
    parties: list[StandingOut]
    state: str
    type_: str
    version: int
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)





    def to_dict(self) -> dict[str, Any]:
        from ..models.standing_out import StandingOut # noqa: PLC0415
        actor: None | str
        actor = self.actor

        at = self.at.isoformat()

        by = self.by

        disclosed = self.disclosed

        parties = []
        for parties_item_data in self.parties:
            parties_item = parties_item_data.to_dict()
            parties.append(parties_item)



        state = self.state

        type_ = self.type_

        version = self.version


        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update({
            "actor": actor,
            "at": at,
            "by": by,
            "disclosed": disclosed,
            "parties": parties,
            "state": state,
            "type": type_,
            "version": version,
        })

        return field_dict



    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        from ..models.standing_out import StandingOut # noqa: PLC0415
        d = dict(src_dict)
        def _parse_actor(data: object) -> None | str:
            if data is None:
                return data
            return cast(None | str, data)

        actor = _parse_actor(d.pop("actor"))


        at = datetime.datetime.fromisoformat(d.pop("at"))




        by = d.pop("by")

        disclosed = d.pop("disclosed")

        parties = []
        _parties = d.pop("parties")
        for parties_item_data in (_parties):
            parties_item = StandingOut.from_dict(parties_item_data)



            parties.append(parties_item)


        state = d.pop("state")

        type_ = d.pop("type")

        version = d.pop("version")

        step_out = cls(
            actor=actor,
            at=at,
            by=by,
            disclosed=disclosed,
            parties=parties,
            state=state,
            type_=type_,
            version=version,
        )


        step_out.additional_properties = d
        return step_out

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

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
  from ..models.party_out import PartyOut





T = TypeVar("T", bound="IntroductionOut")



@_attrs_define
class IntroductionOut:
    """ ``held_until``: its companies were introduced to each other within 90 days, for another
    synergy, or one of them had an introduction that day: it waits for the morning's digest.
    One that is ``held`` without it waits until they have had fewer mails in a week. To a company
    and its tools, ``state`` (``sent``, ``answered`` or ``disclosed``) and ``updated_at`` are of
    what they are shown: what the other does before the disclosure moves neither.

        Attributes:
            held_until (datetime.datetime | None):
            introduction_id (UUID):
            parties (list[PartyOut]):
            state (str):
            synergy_id (UUID):
            updated_at (datetime.datetime):
     """

    held_until: datetime.datetime | None
    introduction_id: UUID
    parties: list[PartyOut]
    state: str
    synergy_id: UUID
    updated_at: datetime.datetime
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)





    def to_dict(self) -> dict[str, Any]:
        from ..models.party_out import PartyOut # noqa: PLC0415
        held_until: None | str
        if isinstance(self.held_until, datetime.datetime):
            held_until = self.held_until.isoformat()
        else:
            held_until = self.held_until

        introduction_id = str(self.introduction_id)

        parties = []
        for parties_item_data in self.parties:
            parties_item = parties_item_data.to_dict()
            parties.append(parties_item)



        state = self.state

        synergy_id = str(self.synergy_id)

        updated_at = self.updated_at.isoformat()


        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update({
            "held_until": held_until,
            "introduction_id": introduction_id,
            "parties": parties,
            "state": state,
            "synergy_id": synergy_id,
            "updated_at": updated_at,
        })

        return field_dict



    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        from ..models.party_out import PartyOut # noqa: PLC0415
        d = dict(src_dict)
        def _parse_held_until(data: object) -> datetime.datetime | None:
            if data is None:
                return data
            try:
                if not isinstance(data, str):
                    raise TypeError()
                held_until_type_0 = datetime.datetime.fromisoformat(data)



                return held_until_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(datetime.datetime | None, data)

        held_until = _parse_held_until(d.pop("held_until"))


        introduction_id = UUID(d.pop("introduction_id"))




        parties = []
        _parties = d.pop("parties")
        for parties_item_data in (_parties):
            parties_item = PartyOut.from_dict(parties_item_data)



            parties.append(parties_item)


        state = d.pop("state")

        synergy_id = UUID(d.pop("synergy_id"))




        updated_at = datetime.datetime.fromisoformat(d.pop("updated_at"))




        introduction_out = cls(
            held_until=held_until,
            introduction_id=introduction_id,
            parties=parties,
            state=state,
            synergy_id=synergy_id,
            updated_at=updated_at,
        )


        introduction_out.additional_properties = d
        return introduction_out

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

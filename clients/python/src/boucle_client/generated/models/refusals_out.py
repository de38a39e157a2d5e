from __future__ import annotations

from collections.abc import Mapping
from typing import Any, TypeVar, BinaryIO, TextIO, TYPE_CHECKING, Generator

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from ..types import UNSET, Unset

from typing import cast
from uuid import UUID

if TYPE_CHECKING:
  from ..models.criterion_out import CriterionOut





T = TypeVar("T", bound="RefusalsOut")



@_attrs_define
class RefusalsOut:
    """ Why a pair is, or is not, a synergy: each criterion; one that fails excludes it.

    ``listed``: a list of best partners holds it now. A pair that matches and is not listed is
    below its territories' threshold, goes behind better ones, or is kept out by its ``state``. For
    a company or a tool, which have both flows: as declared, what others take left out; ``listed``
    and ``state`` of what was introduced to it.

        Attributes:
            criteria (list[CriterionOut]):
            listed (bool):
            masked (bool):
            matches (bool):
            need (UUID):
            offer (UUID):
            state (None | str):
            synergy_id (UUID):
     """

    criteria: list[CriterionOut]
    listed: bool
    masked: bool
    matches: bool
    need: UUID
    offer: UUID
    state: None | str
    synergy_id: UUID
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)





    def to_dict(self) -> dict[str, Any]:
        from ..models.criterion_out import CriterionOut # noqa: PLC0415
        criteria = []
        for criteria_item_data in self.criteria:
            criteria_item = criteria_item_data.to_dict()
            criteria.append(criteria_item)



        listed = self.listed

        masked = self.masked

        matches = self.matches

        need = str(self.need)

        offer = str(self.offer)

        state: None | str
        state = self.state

        synergy_id = str(self.synergy_id)


        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update({
            "criteria": criteria,
            "listed": listed,
            "masked": masked,
            "matches": matches,
            "need": need,
            "offer": offer,
            "state": state,
            "synergy_id": synergy_id,
        })

        return field_dict



    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        from ..models.criterion_out import CriterionOut # noqa: PLC0415
        d = dict(src_dict)
        criteria = []
        _criteria = d.pop("criteria")
        for criteria_item_data in (_criteria):
            criteria_item = CriterionOut.from_dict(criteria_item_data)



            criteria.append(criteria_item)


        listed = d.pop("listed")

        masked = d.pop("masked")

        matches = d.pop("matches")

        need = UUID(d.pop("need"))




        offer = UUID(d.pop("offer"))




        def _parse_state(data: object) -> None | str:
            if data is None:
                return data
            return cast(None | str, data)

        state = _parse_state(d.pop("state"))


        synergy_id = UUID(d.pop("synergy_id"))




        refusals_out = cls(
            criteria=criteria,
            listed=listed,
            masked=masked,
            matches=matches,
            need=need,
            offer=offer,
            state=state,
            synergy_id=synergy_id,
        )


        refusals_out.additional_properties = d
        return refusals_out

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

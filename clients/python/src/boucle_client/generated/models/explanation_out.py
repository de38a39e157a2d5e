from __future__ import annotations

from collections.abc import Mapping
from typing import Any, TypeVar, BinaryIO, TextIO, TYPE_CHECKING, Generator

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from ..types import UNSET, Unset

from typing import cast
from uuid import UUID

if TYPE_CHECKING:
  from ..models.criterion_misses_out import CriterionMissesOut
  from ..models.family_reach_out import FamilyReachOut
  from ..models.none_out import NoneOut
  from ..models.possible_family_out import PossibleFamilyOut





T = TypeVar("T", bound="ExplanationOut")



@_attrs_define
class ExplanationOut:
    """ Why a flow has no more possibilities, from the same coarse copies as these: nothing in it is
    another company's exact value. ``possibilities``: how many it has; ``none``: as there.
    ``looked_at``: copies. ``criteria``: what excludes them, what does so alone most often first.
    ``without_route``: families of the flow of which the catalogue knows no exchange.

        Attributes:
            criteria (list[CriterionMissesOut]):
            direction (str):
            families (list[FamilyReachOut]):
            flow_id (UUID):
            flow_version (int): Registry's version of the flow.
            looked_at (int):
            none (None | NoneOut):
            on_trial (bool):
            possibilities (int):
            without_route (list[PossibleFamilyOut]):
     """

    criteria: list[CriterionMissesOut]
    direction: str
    families: list[FamilyReachOut]
    flow_id: UUID
    flow_version: int
    looked_at: int
    none: None | NoneOut
    on_trial: bool
    possibilities: int
    without_route: list[PossibleFamilyOut]
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)





    def to_dict(self) -> dict[str, Any]:
        from ..models.criterion_misses_out import CriterionMissesOut # noqa: PLC0415
        from ..models.family_reach_out import FamilyReachOut # noqa: PLC0415
        from ..models.none_out import NoneOut # noqa: PLC0415
        from ..models.possible_family_out import PossibleFamilyOut # noqa: PLC0415
        criteria = []
        for criteria_item_data in self.criteria:
            criteria_item = criteria_item_data.to_dict()
            criteria.append(criteria_item)



        direction = self.direction

        families = []
        for families_item_data in self.families:
            families_item = families_item_data.to_dict()
            families.append(families_item)



        flow_id = str(self.flow_id)

        flow_version = self.flow_version

        looked_at = self.looked_at

        none: dict[str, Any] | None
        if isinstance(self.none, NoneOut):
            none = self.none.to_dict()
        else:
            none = self.none

        on_trial = self.on_trial

        possibilities = self.possibilities

        without_route = []
        for without_route_item_data in self.without_route:
            without_route_item = without_route_item_data.to_dict()
            without_route.append(without_route_item)




        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update({
            "criteria": criteria,
            "direction": direction,
            "families": families,
            "flow_id": flow_id,
            "flow_version": flow_version,
            "looked_at": looked_at,
            "none": none,
            "on_trial": on_trial,
            "possibilities": possibilities,
            "without_route": without_route,
        })

        return field_dict



    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        from ..models.criterion_misses_out import CriterionMissesOut # noqa: PLC0415
        from ..models.family_reach_out import FamilyReachOut # noqa: PLC0415
        from ..models.none_out import NoneOut # noqa: PLC0415
        from ..models.possible_family_out import PossibleFamilyOut # noqa: PLC0415
        d = dict(src_dict)
        criteria = []
        _criteria = d.pop("criteria")
        for criteria_item_data in (_criteria):
            criteria_item = CriterionMissesOut.from_dict(criteria_item_data)



            criteria.append(criteria_item)


        direction = d.pop("direction")

        families = []
        _families = d.pop("families")
        for families_item_data in (_families):
            families_item = FamilyReachOut.from_dict(families_item_data)



            families.append(families_item)


        flow_id = UUID(d.pop("flow_id"))




        flow_version = d.pop("flow_version")

        looked_at = d.pop("looked_at")

        def _parse_none(data: object) -> None | NoneOut:
            if data is None:
                return data
            try:
                if not isinstance(data, dict):
                    raise TypeError()
                none_type_0 = NoneOut.from_dict(data)



                return none_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(None | NoneOut, data)

        none = _parse_none(d.pop("none"))


        on_trial = d.pop("on_trial")

        possibilities = d.pop("possibilities")

        without_route = []
        _without_route = d.pop("without_route")
        for without_route_item_data in (_without_route):
            without_route_item = PossibleFamilyOut.from_dict(without_route_item_data)



            without_route.append(without_route_item)


        explanation_out = cls(
            criteria=criteria,
            direction=direction,
            families=families,
            flow_id=flow_id,
            flow_version=flow_version,
            looked_at=looked_at,
            none=none,
            on_trial=on_trial,
            possibilities=possibilities,
            without_route=without_route,
        )


        explanation_out.additional_properties = d
        return explanation_out

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

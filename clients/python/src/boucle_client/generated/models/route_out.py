from __future__ import annotations

from collections.abc import Mapping
from typing import Any, TypeVar, BinaryIO, TextIO, TYPE_CHECKING, Generator

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from ..types import UNSET, Unset

from typing import cast

if TYPE_CHECKING:
  from ..models.conditions_out import ConditionsOut
  from ..models.cost_out import CostOut
  from ..models.family_named import FamilyNamed
  from ..models.reach_out import ReachOut
  from ..models.reason_out import ReasonOut
  from ..models.transformation_out import TransformationOut





T = TypeVar("T", bound="RouteOut")



@_attrs_define
class RouteOut:
    """ ``needed_per_offered``: units of the need served per unit of the offer. ``practice``: how
    usual the exchange is in Europe. ``rank``: this division takes (or gives) it 1 usually, 2 is
    known to, 3 does here and there, 4 hardly ever; ``reason``: what it does with it. ``why``: who
    runs the route or what governs it; ``source``: what a reader can check. ``emissions_unknown``:
    what is missing to count the CO2 that it avoids.

        Attributes:
            conditions (ConditionsOut): What makes or breaks the route. ``operations``: a receiver of waste is allowed one
                of them;
                empty where no waste permit is at stake.
            cost (CostOut): EUR to prepare one unit of the offer, freight apart.
            emissions_unknown (None | ReasonOut):
            needed (FamilyNamed):
            needed_per_offered (str):
            offered (FamilyNamed):
            practice (str):
            rank (int):
            reach (ReachOut): Beyond ``km`` interest decays; beyond ``hard_stop_km``, three times as far, there is none.
                Where ``network``, a declared network that joins both sites adds its length to ``km``, and three
                times its length to ``hard_stop_km``.
            reason (None | ReasonOut):
            route (str):
            source (None | str):
            transformation (None | TransformationOut):
            why (str):
     """

    conditions: ConditionsOut
    cost: CostOut
    emissions_unknown: None | ReasonOut
    needed: FamilyNamed
    needed_per_offered: str
    offered: FamilyNamed
    practice: str
    rank: int
    reach: ReachOut
    reason: None | ReasonOut
    route: str
    source: None | str
    transformation: None | TransformationOut
    why: str
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)





    def to_dict(self) -> dict[str, Any]:
        from ..models.conditions_out import ConditionsOut # noqa: PLC0415
        from ..models.cost_out import CostOut # noqa: PLC0415
        from ..models.family_named import FamilyNamed # noqa: PLC0415
        from ..models.reach_out import ReachOut # noqa: PLC0415
        from ..models.reason_out import ReasonOut # noqa: PLC0415
        from ..models.transformation_out import TransformationOut # noqa: PLC0415
        conditions = self.conditions.to_dict()

        cost = self.cost.to_dict()

        emissions_unknown: dict[str, Any] | None
        if isinstance(self.emissions_unknown, ReasonOut):
            emissions_unknown = self.emissions_unknown.to_dict()
        else:
            emissions_unknown = self.emissions_unknown

        needed = self.needed.to_dict()

        needed_per_offered = self.needed_per_offered

        offered = self.offered.to_dict()

        practice = self.practice

        rank = self.rank

        reach = self.reach.to_dict()

        reason: dict[str, Any] | None
        if isinstance(self.reason, ReasonOut):
            reason = self.reason.to_dict()
        else:
            reason = self.reason

        route = self.route

        source: None | str
        source = self.source

        transformation: dict[str, Any] | None
        if isinstance(self.transformation, TransformationOut):
            transformation = self.transformation.to_dict()
        else:
            transformation = self.transformation

        why = self.why


        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update({
            "conditions": conditions,
            "cost": cost,
            "emissions_unknown": emissions_unknown,
            "needed": needed,
            "needed_per_offered": needed_per_offered,
            "offered": offered,
            "practice": practice,
            "rank": rank,
            "reach": reach,
            "reason": reason,
            "route": route,
            "source": source,
            "transformation": transformation,
            "why": why,
        })

        return field_dict



    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        from ..models.conditions_out import ConditionsOut # noqa: PLC0415
        from ..models.cost_out import CostOut # noqa: PLC0415
        from ..models.family_named import FamilyNamed # noqa: PLC0415
        from ..models.reach_out import ReachOut # noqa: PLC0415
        from ..models.reason_out import ReasonOut # noqa: PLC0415
        from ..models.transformation_out import TransformationOut # noqa: PLC0415
        d = dict(src_dict)
        conditions = ConditionsOut.from_dict(d.pop("conditions"))




        cost = CostOut.from_dict(d.pop("cost"))




        def _parse_emissions_unknown(data: object) -> None | ReasonOut:
            if data is None:
                return data
            try:
                if not isinstance(data, dict):
                    raise TypeError()
                emissions_unknown_type_0 = ReasonOut.from_dict(data)



                return emissions_unknown_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(None | ReasonOut, data)

        emissions_unknown = _parse_emissions_unknown(d.pop("emissions_unknown"))


        needed = FamilyNamed.from_dict(d.pop("needed"))




        needed_per_offered = d.pop("needed_per_offered")

        offered = FamilyNamed.from_dict(d.pop("offered"))




        practice = d.pop("practice")

        rank = d.pop("rank")

        reach = ReachOut.from_dict(d.pop("reach"))




        def _parse_reason(data: object) -> None | ReasonOut:
            if data is None:
                return data
            try:
                if not isinstance(data, dict):
                    raise TypeError()
                reason_type_0 = ReasonOut.from_dict(data)



                return reason_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(None | ReasonOut, data)

        reason = _parse_reason(d.pop("reason"))


        route = d.pop("route")

        def _parse_source(data: object) -> None | str:
            if data is None:
                return data
            return cast(None | str, data)

        source = _parse_source(d.pop("source"))


        def _parse_transformation(data: object) -> None | TransformationOut:
            if data is None:
                return data
            try:
                if not isinstance(data, dict):
                    raise TypeError()
                transformation_type_0 = TransformationOut.from_dict(data)



                return transformation_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(None | TransformationOut, data)

        transformation = _parse_transformation(d.pop("transformation"))


        why = d.pop("why")

        route_out = cls(
            conditions=conditions,
            cost=cost,
            emissions_unknown=emissions_unknown,
            needed=needed,
            needed_per_offered=needed_per_offered,
            offered=offered,
            practice=practice,
            rank=rank,
            reach=reach,
            reason=reason,
            route=route,
            source=source,
            transformation=transformation,
            why=why,
        )


        route_out.additional_properties = d
        return route_out

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

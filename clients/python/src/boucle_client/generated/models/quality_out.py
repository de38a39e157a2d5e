from __future__ import annotations

from collections.abc import Mapping
from typing import Any, TypeVar, BinaryIO, TextIO, TYPE_CHECKING, Generator

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from ..types import UNSET, Unset

from typing import cast
import datetime

if TYPE_CHECKING:
  from ..models.cell_out import CellOut
  from ..models.figures_out import FiguresOut





T = TypeVar("T", bound="QualityOut")



@_attrs_define
class QualityOut:
    """ Precision at ``k`` of what was shown, and why companies refused. Nothing learns from it.

        Attributes:
            by_route (list[CellOut]):
            by_territory (list[CellOut]):
            by_territory_and_route (list[CellOut]):
            k (int):
            overall (FiguresOut): ``shown``: pairs of the engine's that were introduced, the first k of each need by score.
                ``won``: those that both companies consented to, or that went further. ``precision`` = won /
                shown, between ``low`` and ``high`` with 95 % confidence (Wilson); null, with why, where
                nothing was shown. ``small``: so few that it says little. ``refusals``: by the parties of these
                territories, on any synergy, those that lapsed since too.
            since (datetime.date):
            territory (None | str):
     """

    by_route: list[CellOut]
    by_territory: list[CellOut]
    by_territory_and_route: list[CellOut]
    k: int
    overall: FiguresOut
    since: datetime.date
    territory: None | str
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)





    def to_dict(self) -> dict[str, Any]:
        from ..models.cell_out import CellOut # noqa: PLC0415
        from ..models.figures_out import FiguresOut # noqa: PLC0415
        by_route = []
        for by_route_item_data in self.by_route:
            by_route_item = by_route_item_data.to_dict()
            by_route.append(by_route_item)



        by_territory = []
        for by_territory_item_data in self.by_territory:
            by_territory_item = by_territory_item_data.to_dict()
            by_territory.append(by_territory_item)



        by_territory_and_route = []
        for by_territory_and_route_item_data in self.by_territory_and_route:
            by_territory_and_route_item = by_territory_and_route_item_data.to_dict()
            by_territory_and_route.append(by_territory_and_route_item)



        k = self.k

        overall = self.overall.to_dict()

        since = self.since.isoformat()

        territory: None | str
        territory = self.territory


        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update({
            "by_route": by_route,
            "by_territory": by_territory,
            "by_territory_and_route": by_territory_and_route,
            "k": k,
            "overall": overall,
            "since": since,
            "territory": territory,
        })

        return field_dict



    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        from ..models.cell_out import CellOut # noqa: PLC0415
        from ..models.figures_out import FiguresOut # noqa: PLC0415
        d = dict(src_dict)
        by_route = []
        _by_route = d.pop("by_route")
        for by_route_item_data in (_by_route):
            by_route_item = CellOut.from_dict(by_route_item_data)



            by_route.append(by_route_item)


        by_territory = []
        _by_territory = d.pop("by_territory")
        for by_territory_item_data in (_by_territory):
            by_territory_item = CellOut.from_dict(by_territory_item_data)



            by_territory.append(by_territory_item)


        by_territory_and_route = []
        _by_territory_and_route = d.pop("by_territory_and_route")
        for by_territory_and_route_item_data in (_by_territory_and_route):
            by_territory_and_route_item = CellOut.from_dict(by_territory_and_route_item_data)



            by_territory_and_route.append(by_territory_and_route_item)


        k = d.pop("k")

        overall = FiguresOut.from_dict(d.pop("overall"))




        since = datetime.date.fromisoformat(d.pop("since"))




        def _parse_territory(data: object) -> None | str:
            if data is None:
                return data
            return cast(None | str, data)

        territory = _parse_territory(d.pop("territory"))


        quality_out = cls(
            by_route=by_route,
            by_territory=by_territory,
            by_territory_and_route=by_territory_and_route,
            k=k,
            overall=overall,
            since=since,
            territory=territory,
        )


        quality_out.additional_properties = d
        return quality_out

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

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, TypeVar, BinaryIO, TextIO, TYPE_CHECKING, Generator

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from ..types import UNSET, Unset

from typing import cast

if TYPE_CHECKING:
  from ..models.amount_out import AmountOut
  from ..models.criterion_out import CriterionOut
  from ..models.possible_case_out import PossibleCaseOut
  from ..models.possible_family_out import PossibleFamilyOut
  from ..models.quantity_out import QuantityOut
  from ..models.sector_out import SectorOut





T = TypeVar("T", bound="PossibilityOut")



@_attrs_define
class PossibilityOut:
    """ Companies that could be partners, shown as one: at least three would fit what is said here.

    ``sector`` and ``distance_band`` are null where telling them would leave fewer. ``crowd``: how
    many companies of the public register fit, yours apart (``3-9``, ``10-29``, ``30+``); null
    where no register was imported. ``gain``: EUR a year for both, from what you pay today, less
    freight and preparation; what the other side pays today is left out.

        Attributes:
            cases (list[PossibleCaseOut]):
            crowd (None | str):
            distance_band (None | str):
            family (PossibleFamilyOut):
            gain (AmountOut): A computed range and its factor, or why there is none (``missing``). ``unsure``: what it
                rests on whose uncertainty nobody publishes, left out of the range.
            practice (str): How usual the route is in Europe.
            quantity (QuantityOut): A decimal as text, and its unit; a year.
            route (str):
            score_band (str):
            sector (None | SectorOut):
            tco2e (AmountOut): A computed range and its factor, or why there is none (``missing``). ``unsure``: what it
                rests on whose uncertainty nobody publishes, left out of the range.
            why (list[CriterionOut]):
     """

    cases: list[PossibleCaseOut]
    crowd: None | str
    distance_band: None | str
    family: PossibleFamilyOut
    gain: AmountOut
    practice: str
    quantity: QuantityOut
    route: str
    score_band: str
    sector: None | SectorOut
    tco2e: AmountOut
    why: list[CriterionOut]
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)





    def to_dict(self) -> dict[str, Any]:
        from ..models.amount_out import AmountOut # noqa: PLC0415
        from ..models.criterion_out import CriterionOut # noqa: PLC0415
        from ..models.possible_case_out import PossibleCaseOut # noqa: PLC0415
        from ..models.possible_family_out import PossibleFamilyOut # noqa: PLC0415
        from ..models.quantity_out import QuantityOut # noqa: PLC0415
        from ..models.sector_out import SectorOut # noqa: PLC0415
        cases = []
        for cases_item_data in self.cases:
            cases_item = cases_item_data.to_dict()
            cases.append(cases_item)



        crowd: None | str
        crowd = self.crowd

        distance_band: None | str
        distance_band = self.distance_band

        family = self.family.to_dict()

        gain = self.gain.to_dict()

        practice = self.practice

        quantity = self.quantity.to_dict()

        route = self.route

        score_band = self.score_band

        sector: dict[str, Any] | None
        if isinstance(self.sector, SectorOut):
            sector = self.sector.to_dict()
        else:
            sector = self.sector

        tco2e = self.tco2e.to_dict()

        why = []
        for why_item_data in self.why:
            why_item = why_item_data.to_dict()
            why.append(why_item)




        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update({
            "cases": cases,
            "crowd": crowd,
            "distance_band": distance_band,
            "family": family,
            "gain": gain,
            "practice": practice,
            "quantity": quantity,
            "route": route,
            "score_band": score_band,
            "sector": sector,
            "tco2e": tco2e,
            "why": why,
        })

        return field_dict



    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        from ..models.amount_out import AmountOut # noqa: PLC0415
        from ..models.criterion_out import CriterionOut # noqa: PLC0415
        from ..models.possible_case_out import PossibleCaseOut # noqa: PLC0415
        from ..models.possible_family_out import PossibleFamilyOut # noqa: PLC0415
        from ..models.quantity_out import QuantityOut # noqa: PLC0415
        from ..models.sector_out import SectorOut # noqa: PLC0415
        d = dict(src_dict)
        cases = []
        _cases = d.pop("cases")
        for cases_item_data in (_cases):
            cases_item = PossibleCaseOut.from_dict(cases_item_data)



            cases.append(cases_item)


        def _parse_crowd(data: object) -> None | str:
            if data is None:
                return data
            return cast(None | str, data)

        crowd = _parse_crowd(d.pop("crowd"))


        def _parse_distance_band(data: object) -> None | str:
            if data is None:
                return data
            return cast(None | str, data)

        distance_band = _parse_distance_band(d.pop("distance_band"))


        family = PossibleFamilyOut.from_dict(d.pop("family"))




        gain = AmountOut.from_dict(d.pop("gain"))




        practice = d.pop("practice")

        quantity = QuantityOut.from_dict(d.pop("quantity"))




        route = d.pop("route")

        score_band = d.pop("score_band")

        def _parse_sector(data: object) -> None | SectorOut:
            if data is None:
                return data
            try:
                if not isinstance(data, dict):
                    raise TypeError()
                sector_type_0 = SectorOut.from_dict(data)



                return sector_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(None | SectorOut, data)

        sector = _parse_sector(d.pop("sector"))


        tco2e = AmountOut.from_dict(d.pop("tco2e"))




        why = []
        _why = d.pop("why")
        for why_item_data in (_why):
            why_item = CriterionOut.from_dict(why_item_data)



            why.append(why_item)


        possibility_out = cls(
            cases=cases,
            crowd=crowd,
            distance_band=distance_band,
            family=family,
            gain=gain,
            practice=practice,
            quantity=quantity,
            route=route,
            score_band=score_band,
            sector=sector,
            tco2e=tco2e,
            why=why,
        )


        possibility_out.additional_properties = d
        return possibility_out

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

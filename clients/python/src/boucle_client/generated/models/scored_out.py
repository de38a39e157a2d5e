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
  from ..models.quantity_out import QuantityOut





T = TypeVar("T", bound="ScoredOut")



@_attrs_define
class ScoredOut:
    """ A score and all that goes with it, as its reader may see it. ``excluded``: a hard criterion
    fails now, the pair has no score; ``criteria`` tell which.

        Attributes:
            criteria (list[CriterionOut]):
            distance_band (None | str):
            distance_km (None | str):
            eur (AmountOut | None):
            excluded (bool):
            quantity (None | QuantityOut):
            score (int | None):
            score_band (None | str):
            tco2e (AmountOut | None):
     """

    criteria: list[CriterionOut]
    distance_band: None | str
    distance_km: None | str
    eur: AmountOut | None
    excluded: bool
    quantity: None | QuantityOut
    score: int | None
    score_band: None | str
    tco2e: AmountOut | None
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)





    def to_dict(self) -> dict[str, Any]:
        from ..models.amount_out import AmountOut # noqa: PLC0415
        from ..models.criterion_out import CriterionOut # noqa: PLC0415
        from ..models.quantity_out import QuantityOut # noqa: PLC0415
        criteria = []
        for criteria_item_data in self.criteria:
            criteria_item = criteria_item_data.to_dict()
            criteria.append(criteria_item)



        distance_band: None | str
        distance_band = self.distance_band

        distance_km: None | str
        distance_km = self.distance_km

        eur: dict[str, Any] | None
        if isinstance(self.eur, AmountOut):
            eur = self.eur.to_dict()
        else:
            eur = self.eur

        excluded = self.excluded

        quantity: dict[str, Any] | None
        if isinstance(self.quantity, QuantityOut):
            quantity = self.quantity.to_dict()
        else:
            quantity = self.quantity

        score: int | None
        score = self.score

        score_band: None | str
        score_band = self.score_band

        tco2e: dict[str, Any] | None
        if isinstance(self.tco2e, AmountOut):
            tco2e = self.tco2e.to_dict()
        else:
            tco2e = self.tco2e


        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update({
            "criteria": criteria,
            "distance_band": distance_band,
            "distance_km": distance_km,
            "eur": eur,
            "excluded": excluded,
            "quantity": quantity,
            "score": score,
            "score_band": score_band,
            "tco2e": tco2e,
        })

        return field_dict



    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        from ..models.amount_out import AmountOut # noqa: PLC0415
        from ..models.criterion_out import CriterionOut # noqa: PLC0415
        from ..models.quantity_out import QuantityOut # noqa: PLC0415
        d = dict(src_dict)
        criteria = []
        _criteria = d.pop("criteria")
        for criteria_item_data in (_criteria):
            criteria_item = CriterionOut.from_dict(criteria_item_data)



            criteria.append(criteria_item)


        def _parse_distance_band(data: object) -> None | str:
            if data is None:
                return data
            return cast(None | str, data)

        distance_band = _parse_distance_band(d.pop("distance_band"))


        def _parse_distance_km(data: object) -> None | str:
            if data is None:
                return data
            return cast(None | str, data)

        distance_km = _parse_distance_km(d.pop("distance_km"))


        def _parse_eur(data: object) -> AmountOut | None:
            if data is None:
                return data
            try:
                if not isinstance(data, dict):
                    raise TypeError()
                eur_type_0 = AmountOut.from_dict(data)



                return eur_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(AmountOut | None, data)

        eur = _parse_eur(d.pop("eur"))


        excluded = d.pop("excluded")

        def _parse_quantity(data: object) -> None | QuantityOut:
            if data is None:
                return data
            try:
                if not isinstance(data, dict):
                    raise TypeError()
                quantity_type_0 = QuantityOut.from_dict(data)



                return quantity_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(None | QuantityOut, data)

        quantity = _parse_quantity(d.pop("quantity"))


        def _parse_score(data: object) -> int | None:
            if data is None:
                return data
            return cast(int | None, data)

        score = _parse_score(d.pop("score"))


        def _parse_score_band(data: object) -> None | str:
            if data is None:
                return data
            return cast(None | str, data)

        score_band = _parse_score_band(d.pop("score_band"))


        def _parse_tco2e(data: object) -> AmountOut | None:
            if data is None:
                return data
            try:
                if not isinstance(data, dict):
                    raise TypeError()
                tco2e_type_0 = AmountOut.from_dict(data)



                return tco2e_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(AmountOut | None, data)

        tco2e = _parse_tco2e(d.pop("tco2e"))


        scored_out = cls(
            criteria=criteria,
            distance_band=distance_band,
            distance_km=distance_km,
            eur=eur,
            excluded=excluded,
            quantity=quantity,
            score=score,
            score_band=score_band,
            tco2e=tco2e,
        )


        scored_out.additional_properties = d
        return scored_out

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

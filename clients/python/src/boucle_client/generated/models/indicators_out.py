from __future__ import annotations

from collections.abc import Mapping
from typing import Any, TypeVar, BinaryIO, TextIO, TYPE_CHECKING, Generator

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from ..types import UNSET, Unset

from typing import cast
import datetime

if TYPE_CHECKING:
  from ..models.figure_out import FigureOut





T = TypeVar("T", bound="IndicatorsOut")



@_attrs_define
class IndicatorsOut:
    """ Figures at a month's end (today, for the month under way).

        Attributes:
            as_of (datetime.date):
            definitions (str): version of the catalogue of indicators
            figures (list[FigureOut]):
            month (str):
            territories (list[str]):
     """

    as_of: datetime.date
    definitions: str
    figures: list[FigureOut]
    month: str
    territories: list[str]
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)





    def to_dict(self) -> dict[str, Any]:
        from ..models.figure_out import FigureOut # noqa: PLC0415
        as_of = self.as_of.isoformat()

        definitions = self.definitions

        figures = []
        for figures_item_data in self.figures:
            figures_item = figures_item_data.to_dict()
            figures.append(figures_item)



        month = self.month

        territories = self.territories




        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update({
            "as_of": as_of,
            "definitions": definitions,
            "figures": figures,
            "month": month,
            "territories": territories,
        })

        return field_dict



    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        from ..models.figure_out import FigureOut # noqa: PLC0415
        d = dict(src_dict)
        as_of = datetime.date.fromisoformat(d.pop("as_of"))




        definitions = d.pop("definitions")

        figures = []
        _figures = d.pop("figures")
        for figures_item_data in (_figures):
            figures_item = FigureOut.from_dict(figures_item_data)



            figures.append(figures_item)


        month = d.pop("month")

        territories = cast(list[str], d.pop("territories"))


        indicators_out = cls(
            as_of=as_of,
            definitions=definitions,
            figures=figures,
            month=month,
            territories=territories,
        )


        indicators_out.additional_properties = d
        return indicators_out

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

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, TypeVar, BinaryIO, TextIO, TYPE_CHECKING, Generator

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from ..types import UNSET, Unset

from typing import cast

if TYPE_CHECKING:
  from ..models.declared_choice_out import DeclaredChoiceOut
  from ..models.declared_figure_out import DeclaredFigureOut





T = TypeVar("T", bound="DeclaredTermsOut")



@_attrs_define
class DeclaredTermsOut:
    """ ``ends``: of the lane that is declared. ``slots``: amounts by season and hour of the week.

        Attributes:
            choices (list[DeclaredChoiceOut]):
            ends (list[str]):
            figures (list[DeclaredFigureOut]):
            slots (bool):
     """

    choices: list[DeclaredChoiceOut]
    ends: list[str]
    figures: list[DeclaredFigureOut]
    slots: bool
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)





    def to_dict(self) -> dict[str, Any]:
        from ..models.declared_choice_out import DeclaredChoiceOut # noqa: PLC0415
        from ..models.declared_figure_out import DeclaredFigureOut # noqa: PLC0415
        choices = []
        for choices_item_data in self.choices:
            choices_item = choices_item_data.to_dict()
            choices.append(choices_item)



        ends = self.ends



        figures = []
        for figures_item_data in self.figures:
            figures_item = figures_item_data.to_dict()
            figures.append(figures_item)



        slots = self.slots


        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update({
            "choices": choices,
            "ends": ends,
            "figures": figures,
            "slots": slots,
        })

        return field_dict



    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        from ..models.declared_choice_out import DeclaredChoiceOut # noqa: PLC0415
        from ..models.declared_figure_out import DeclaredFigureOut # noqa: PLC0415
        d = dict(src_dict)
        choices = []
        _choices = d.pop("choices")
        for choices_item_data in (_choices):
            choices_item = DeclaredChoiceOut.from_dict(choices_item_data)



            choices.append(choices_item)


        ends = cast(list[str], d.pop("ends"))


        figures = []
        _figures = d.pop("figures")
        for figures_item_data in (_figures):
            figures_item = DeclaredFigureOut.from_dict(figures_item_data)



            figures.append(figures_item)


        slots = d.pop("slots")

        declared_terms_out = cls(
            choices=choices,
            ends=ends,
            figures=figures,
            slots=slots,
        )


        declared_terms_out.additional_properties = d
        return declared_terms_out

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

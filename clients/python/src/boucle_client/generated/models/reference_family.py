from __future__ import annotations

from collections.abc import Mapping
from typing import Any, TypeVar, BinaryIO, TextIO, TYPE_CHECKING, Generator

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from ..types import UNSET, Unset

from typing import cast

if TYPE_CHECKING:
  from ..models.dangerous_goods_out import DangerousGoodsOut
  from ..models.family_quality import FamilyQuality
  from ..models.impossible_out import ImpossibleOut





T = TypeVar("T", bound="ReferenceFamily")



@_attrs_define
class ReferenceFamily:
    """ ``unit``: the usual one; ``units``: all that a quantity may be in. ``density_t_per_m3``
    links tonnes and cubic metres. ``forms``: the usual one first. ``qualities``: those that count.
    ``hazard``: is it always hazardous, never, or as declared? ``low``: List of Waste codes that
    lead here. ``end_of_waste``: the text whose criteria end its being waste.

        Attributes:
            cannot_be (list[ImpossibleOut]):
            dangerous_goods (DangerousGoodsOut | None):
            density_t_per_m3 (None | str):
            end_of_waste (None | str):
            forms (list[str]):
            formulas (list[str]):
            group (str):
            hazard (str):
            key (str):
            label_en (str):
            label_fr (str):
            low (list[str]):
            nature (str):
            qualities (list[FamilyQuality]):
            synonyms (list[str]):
            unit (str):
            units (list[str]):
     """

    cannot_be: list[ImpossibleOut]
    dangerous_goods: DangerousGoodsOut | None
    density_t_per_m3: None | str
    end_of_waste: None | str
    forms: list[str]
    formulas: list[str]
    group: str
    hazard: str
    key: str
    label_en: str
    label_fr: str
    low: list[str]
    nature: str
    qualities: list[FamilyQuality]
    synonyms: list[str]
    unit: str
    units: list[str]
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)





    def to_dict(self) -> dict[str, Any]:
        from ..models.dangerous_goods_out import DangerousGoodsOut # noqa: PLC0415
        from ..models.family_quality import FamilyQuality # noqa: PLC0415
        from ..models.impossible_out import ImpossibleOut # noqa: PLC0415
        cannot_be = []
        for cannot_be_item_data in self.cannot_be:
            cannot_be_item = cannot_be_item_data.to_dict()
            cannot_be.append(cannot_be_item)



        dangerous_goods: dict[str, Any] | None
        if isinstance(self.dangerous_goods, DangerousGoodsOut):
            dangerous_goods = self.dangerous_goods.to_dict()
        else:
            dangerous_goods = self.dangerous_goods

        density_t_per_m3: None | str
        density_t_per_m3 = self.density_t_per_m3

        end_of_waste: None | str
        end_of_waste = self.end_of_waste

        forms = self.forms



        formulas = self.formulas



        group = self.group

        hazard = self.hazard

        key = self.key

        label_en = self.label_en

        label_fr = self.label_fr

        low = self.low



        nature = self.nature

        qualities = []
        for qualities_item_data in self.qualities:
            qualities_item = qualities_item_data.to_dict()
            qualities.append(qualities_item)



        synonyms = self.synonyms



        unit = self.unit

        units = self.units




        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update({
            "cannot_be": cannot_be,
            "dangerous_goods": dangerous_goods,
            "density_t_per_m3": density_t_per_m3,
            "end_of_waste": end_of_waste,
            "forms": forms,
            "formulas": formulas,
            "group": group,
            "hazard": hazard,
            "key": key,
            "label_en": label_en,
            "label_fr": label_fr,
            "low": low,
            "nature": nature,
            "qualities": qualities,
            "synonyms": synonyms,
            "unit": unit,
            "units": units,
        })

        return field_dict



    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        from ..models.dangerous_goods_out import DangerousGoodsOut # noqa: PLC0415
        from ..models.family_quality import FamilyQuality # noqa: PLC0415
        from ..models.impossible_out import ImpossibleOut # noqa: PLC0415
        d = dict(src_dict)
        cannot_be = []
        _cannot_be = d.pop("cannot_be")
        for cannot_be_item_data in (_cannot_be):
            cannot_be_item = ImpossibleOut.from_dict(cannot_be_item_data)



            cannot_be.append(cannot_be_item)


        def _parse_dangerous_goods(data: object) -> DangerousGoodsOut | None:
            if data is None:
                return data
            try:
                if not isinstance(data, dict):
                    raise TypeError()
                dangerous_goods_type_0 = DangerousGoodsOut.from_dict(data)



                return dangerous_goods_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(DangerousGoodsOut | None, data)

        dangerous_goods = _parse_dangerous_goods(d.pop("dangerous_goods"))


        def _parse_density_t_per_m3(data: object) -> None | str:
            if data is None:
                return data
            return cast(None | str, data)

        density_t_per_m3 = _parse_density_t_per_m3(d.pop("density_t_per_m3"))


        def _parse_end_of_waste(data: object) -> None | str:
            if data is None:
                return data
            return cast(None | str, data)

        end_of_waste = _parse_end_of_waste(d.pop("end_of_waste"))


        forms = cast(list[str], d.pop("forms"))


        formulas = cast(list[str], d.pop("formulas"))


        group = d.pop("group")

        hazard = d.pop("hazard")

        key = d.pop("key")

        label_en = d.pop("label_en")

        label_fr = d.pop("label_fr")

        low = cast(list[str], d.pop("low"))


        nature = d.pop("nature")

        qualities = []
        _qualities = d.pop("qualities")
        for qualities_item_data in (_qualities):
            qualities_item = FamilyQuality.from_dict(qualities_item_data)



            qualities.append(qualities_item)


        synonyms = cast(list[str], d.pop("synonyms"))


        unit = d.pop("unit")

        units = cast(list[str], d.pop("units"))


        reference_family = cls(
            cannot_be=cannot_be,
            dangerous_goods=dangerous_goods,
            density_t_per_m3=density_t_per_m3,
            end_of_waste=end_of_waste,
            forms=forms,
            formulas=formulas,
            group=group,
            hazard=hazard,
            key=key,
            label_en=label_en,
            label_fr=label_fr,
            low=low,
            nature=nature,
            qualities=qualities,
            synonyms=synonyms,
            unit=unit,
            units=units,
        )


        reference_family.additional_properties = d
        return reference_family

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

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, TypeVar, BinaryIO, TextIO, TYPE_CHECKING, Generator

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from ..types import UNSET, Unset

from typing import cast

if TYPE_CHECKING:
  from ..models.declared_terms_out import DeclaredTermsOut





T = TypeVar("T", bound="EquipmentOut")



@_attrs_define
class EquipmentOut:
    """ ``unit``: of what is offered or asked for in a slot, at most ``most``; ``whole``: in whole
    units only.

        Attributes:
            key (str):
            label_en (str):
            label_fr (str):
            most (str):
            need (DeclaredTermsOut | None):
            offer (DeclaredTermsOut | None):
            unit (str):
            whole (bool):
     """

    key: str
    label_en: str
    label_fr: str
    most: str
    need: DeclaredTermsOut | None
    offer: DeclaredTermsOut | None
    unit: str
    whole: bool
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)





    def to_dict(self) -> dict[str, Any]:
        from ..models.declared_terms_out import DeclaredTermsOut # noqa: PLC0415
        key = self.key

        label_en = self.label_en

        label_fr = self.label_fr

        most = self.most

        need: dict[str, Any] | None
        if isinstance(self.need, DeclaredTermsOut):
            need = self.need.to_dict()
        else:
            need = self.need

        offer: dict[str, Any] | None
        if isinstance(self.offer, DeclaredTermsOut):
            offer = self.offer.to_dict()
        else:
            offer = self.offer

        unit = self.unit

        whole = self.whole


        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update({
            "key": key,
            "label_en": label_en,
            "label_fr": label_fr,
            "most": most,
            "need": need,
            "offer": offer,
            "unit": unit,
            "whole": whole,
        })

        return field_dict



    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        from ..models.declared_terms_out import DeclaredTermsOut # noqa: PLC0415
        d = dict(src_dict)
        key = d.pop("key")

        label_en = d.pop("label_en")

        label_fr = d.pop("label_fr")

        most = d.pop("most")

        def _parse_need(data: object) -> DeclaredTermsOut | None:
            if data is None:
                return data
            try:
                if not isinstance(data, dict):
                    raise TypeError()
                need_type_0 = DeclaredTermsOut.from_dict(data)



                return need_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(DeclaredTermsOut | None, data)

        need = _parse_need(d.pop("need"))


        def _parse_offer(data: object) -> DeclaredTermsOut | None:
            if data is None:
                return data
            try:
                if not isinstance(data, dict):
                    raise TypeError()
                offer_type_0 = DeclaredTermsOut.from_dict(data)



                return offer_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(DeclaredTermsOut | None, data)

        offer = _parse_offer(d.pop("offer"))


        unit = d.pop("unit")

        whole = d.pop("whole")

        equipment_out = cls(
            key=key,
            label_en=label_en,
            label_fr=label_fr,
            most=most,
            need=need,
            offer=offer,
            unit=unit,
            whole=whole,
        )


        equipment_out.additional_properties = d
        return equipment_out

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

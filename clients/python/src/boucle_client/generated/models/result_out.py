from __future__ import annotations

from collections.abc import Mapping
from typing import Any, TypeVar, BinaryIO, TextIO, TYPE_CHECKING, Generator

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from ..types import UNSET, Unset

from typing import cast
from uuid import UUID
import datetime

if TYPE_CHECKING:
  from ..models.quantity_out import QuantityOut





T = TypeVar("T", bound="ResultOut")



@_attrs_define
class ResultOut:
    """ 
        Attributes:
            eur (None | str):
            grade (str):
            jobs (None | str):
            organisation_id (None | UUID):
            period_end (datetime.date):
            period_start (datetime.date):
            quantity (None | QuantityOut):
            result_id (UUID):
            tco2e (None | str):
     """

    eur: None | str
    grade: str
    jobs: None | str
    organisation_id: None | UUID
    period_end: datetime.date
    period_start: datetime.date
    quantity: None | QuantityOut
    result_id: UUID
    tco2e: None | str
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)





    def to_dict(self) -> dict[str, Any]:
        from ..models.quantity_out import QuantityOut # noqa: PLC0415
        eur: None | str
        eur = self.eur

        grade = self.grade

        jobs: None | str
        jobs = self.jobs

        organisation_id: None | str
        if isinstance(self.organisation_id, UUID):
            organisation_id = str(self.organisation_id)
        else:
            organisation_id = self.organisation_id

        period_end = self.period_end.isoformat()

        period_start = self.period_start.isoformat()

        quantity: dict[str, Any] | None
        if isinstance(self.quantity, QuantityOut):
            quantity = self.quantity.to_dict()
        else:
            quantity = self.quantity

        result_id = str(self.result_id)

        tco2e: None | str
        tco2e = self.tco2e


        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update({
            "eur": eur,
            "grade": grade,
            "jobs": jobs,
            "organisation_id": organisation_id,
            "period_end": period_end,
            "period_start": period_start,
            "quantity": quantity,
            "result_id": result_id,
            "tco2e": tco2e,
        })

        return field_dict



    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        from ..models.quantity_out import QuantityOut # noqa: PLC0415
        d = dict(src_dict)
        def _parse_eur(data: object) -> None | str:
            if data is None:
                return data
            return cast(None | str, data)

        eur = _parse_eur(d.pop("eur"))


        grade = d.pop("grade")

        def _parse_jobs(data: object) -> None | str:
            if data is None:
                return data
            return cast(None | str, data)

        jobs = _parse_jobs(d.pop("jobs"))


        def _parse_organisation_id(data: object) -> None | UUID:
            if data is None:
                return data
            try:
                if not isinstance(data, str):
                    raise TypeError()
                organisation_id_type_0 = UUID(data)



                return organisation_id_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(None | UUID, data)

        organisation_id = _parse_organisation_id(d.pop("organisation_id"))


        period_end = datetime.date.fromisoformat(d.pop("period_end"))




        period_start = datetime.date.fromisoformat(d.pop("period_start"))




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


        result_id = UUID(d.pop("result_id"))




        def _parse_tco2e(data: object) -> None | str:
            if data is None:
                return data
            return cast(None | str, data)

        tco2e = _parse_tco2e(d.pop("tco2e"))


        result_out = cls(
            eur=eur,
            grade=grade,
            jobs=jobs,
            organisation_id=organisation_id,
            period_end=period_end,
            period_start=period_start,
            quantity=quantity,
            result_id=result_id,
            tco2e=tco2e,
        )


        result_out.additional_properties = d
        return result_out

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

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, TypeVar, BinaryIO, TextIO, TYPE_CHECKING, Generator

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from ..types import UNSET, Unset

from ..models.result_in_grade import check_result_in_grade
from ..models.result_in_grade import ResultInGrade
from ..types import UNSET, Unset
from typing import cast
from uuid import UUID
import datetime

if TYPE_CHECKING:
  from ..models.synergy_quantity_in import SynergyQuantityIn





T = TypeVar("T", bound="ResultIn")



@_attrs_define
class ResultIn:
    """ What a running synergy brought over a period (both days included).

    ``organisation_id``: to this party alone, of a group: a company reports for itself.
    ``result_id`` replaces that result. ``eur`` and ``tco2e`` may be negative.

        Attributes:
            period_end (datetime.date):
            period_start (datetime.date):
            eur (None | str | Unset):
            grade (ResultInGrade | Unset):  Default: 'declared'.
            jobs (None | str | Unset):
            organisation_id (None | Unset | UUID):
            quantity (None | SynergyQuantityIn | Unset):
            result_id (None | Unset | UUID):
            tco2e (None | str | Unset):
     """

    period_end: datetime.date
    period_start: datetime.date
    eur: None | str | Unset = UNSET
    grade: ResultInGrade | Unset = 'declared'
    jobs: None | str | Unset = UNSET
    organisation_id: None | Unset | UUID = UNSET
    quantity: None | SynergyQuantityIn | Unset = UNSET
    result_id: None | Unset | UUID = UNSET
    tco2e: None | str | Unset = UNSET





    def to_dict(self) -> dict[str, Any]:
        from ..models.synergy_quantity_in import SynergyQuantityIn # noqa: PLC0415
        period_end = self.period_end.isoformat()

        period_start = self.period_start.isoformat()

        eur: None | str | Unset
        if isinstance(self.eur, Unset):
            eur = UNSET
        else:
            eur = self.eur

        grade: str | Unset = UNSET
        if not isinstance(self.grade, Unset):
            grade = self.grade


        jobs: None | str | Unset
        if isinstance(self.jobs, Unset):
            jobs = UNSET
        else:
            jobs = self.jobs

        organisation_id: None | str | Unset
        if isinstance(self.organisation_id, Unset):
            organisation_id = UNSET
        elif isinstance(self.organisation_id, UUID):
            organisation_id = str(self.organisation_id)
        else:
            organisation_id = self.organisation_id

        quantity: dict[str, Any] | None | Unset
        if isinstance(self.quantity, Unset):
            quantity = UNSET
        elif isinstance(self.quantity, SynergyQuantityIn):
            quantity = self.quantity.to_dict()
        else:
            quantity = self.quantity

        result_id: None | str | Unset
        if isinstance(self.result_id, Unset):
            result_id = UNSET
        elif isinstance(self.result_id, UUID):
            result_id = str(self.result_id)
        else:
            result_id = self.result_id

        tco2e: None | str | Unset
        if isinstance(self.tco2e, Unset):
            tco2e = UNSET
        else:
            tco2e = self.tco2e


        field_dict: dict[str, Any] = {}

        field_dict.update({
            "period_end": period_end,
            "period_start": period_start,
        })
        if eur is not UNSET:
            field_dict["eur"] = eur
        if grade is not UNSET:
            field_dict["grade"] = grade
        if jobs is not UNSET:
            field_dict["jobs"] = jobs
        if organisation_id is not UNSET:
            field_dict["organisation_id"] = organisation_id
        if quantity is not UNSET:
            field_dict["quantity"] = quantity
        if result_id is not UNSET:
            field_dict["result_id"] = result_id
        if tco2e is not UNSET:
            field_dict["tco2e"] = tco2e

        return field_dict



    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        from ..models.synergy_quantity_in import SynergyQuantityIn # noqa: PLC0415
        d = dict(src_dict)
        period_end = datetime.date.fromisoformat(d.pop("period_end"))




        period_start = datetime.date.fromisoformat(d.pop("period_start"))




        def _parse_eur(data: object) -> None | str | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            return cast(None | str | Unset, data)

        eur = _parse_eur(d.pop("eur", UNSET))


        _grade = d.pop("grade", UNSET)
        grade: ResultInGrade | Unset
        if isinstance(_grade,  Unset):
            grade = UNSET
        else:
            grade = check_result_in_grade(_grade)




        def _parse_jobs(data: object) -> None | str | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            return cast(None | str | Unset, data)

        jobs = _parse_jobs(d.pop("jobs", UNSET))


        def _parse_organisation_id(data: object) -> None | Unset | UUID:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            try:
                if not isinstance(data, str):
                    raise TypeError()
                organisation_id_type_0 = UUID(data)



                return organisation_id_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(None | Unset | UUID, data)

        organisation_id = _parse_organisation_id(d.pop("organisation_id", UNSET))


        def _parse_quantity(data: object) -> None | SynergyQuantityIn | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            try:
                if not isinstance(data, dict):
                    raise TypeError()
                quantity_type_0 = SynergyQuantityIn.from_dict(data)



                return quantity_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(None | SynergyQuantityIn | Unset, data)

        quantity = _parse_quantity(d.pop("quantity", UNSET))


        def _parse_result_id(data: object) -> None | Unset | UUID:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            try:
                if not isinstance(data, str):
                    raise TypeError()
                result_id_type_0 = UUID(data)



                return result_id_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(None | Unset | UUID, data)

        result_id = _parse_result_id(d.pop("result_id", UNSET))


        def _parse_tco2e(data: object) -> None | str | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            return cast(None | str | Unset, data)

        tco2e = _parse_tco2e(d.pop("tco2e", UNSET))


        result_in = cls(
            period_end=period_end,
            period_start=period_start,
            eur=eur,
            grade=grade,
            jobs=jobs,
            organisation_id=organisation_id,
            quantity=quantity,
            result_id=result_id,
            tco2e=tco2e,
        )

        return result_in


from __future__ import annotations

from collections.abc import Mapping
from typing import Any, TypeVar, BinaryIO, TextIO, TYPE_CHECKING, Generator

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from ..types import UNSET, Unset

from ..models.sharing_put_certainty import check_sharing_put_certainty
from ..models.sharing_put_certainty import SharingPutCertainty
from ..models.sharing_put_direction import check_sharing_put_direction
from ..models.sharing_put_direction import SharingPutDirection
from ..models.sharing_put_kind import check_sharing_put_kind
from ..models.sharing_put_kind import SharingPutKind
from ..types import UNSET, Unset
from typing import cast
import datetime

if TYPE_CHECKING:
  from ..models.lane_end_in import LaneEndIn
  from ..models.sharing_put_choices import SharingPutChoices
  from ..models.sharing_put_figures import SharingPutFigures
  from ..models.slot_in import SlotIn





T = TypeVar("T", bound="SharingPut")



@_attrs_define
class SharingPut:
    """ ``PUT /v1/sources/{source}/sharings/{external_id}``: ``site`` is its id at this source.

        Attributes:
            certainty (SharingPutCertainty):
            direction (SharingPutDirection):
            kind (SharingPutKind):
            site (str): the caller's own id
            choices (SharingPutChoices | Unset):
            contract_end (datetime.date | None | Unset):
            cost (None | str | Unset):
            description (None | str | Unset):
            destination (LaneEndIn | None | Unset):
            excluded (list[str] | Unset):
            figures (SharingPutFigures | Unset):
            hours (list[int] | None | Unset):
            months (list[str] | Unset):
            notice_months (int | None | Unset):
            origin (LaneEndIn | None | Unset):
            provenance (None | str | Unset):
            slots (list[SlotIn] | Unset):
            subject (None | str | Unset):
            valid_from (datetime.date | None | Unset):
            valid_until (datetime.date | None | Unset):
            weekdays (list[int] | Unset):
     """

    certainty: SharingPutCertainty
    direction: SharingPutDirection
    kind: SharingPutKind
    site: str
    choices: SharingPutChoices | Unset = UNSET
    contract_end: datetime.date | None | Unset = UNSET
    cost: None | str | Unset = UNSET
    description: None | str | Unset = UNSET
    destination: LaneEndIn | None | Unset = UNSET
    excluded: list[str] | Unset = UNSET
    figures: SharingPutFigures | Unset = UNSET
    hours: list[int] | None | Unset = UNSET
    months: list[str] | Unset = UNSET
    notice_months: int | None | Unset = UNSET
    origin: LaneEndIn | None | Unset = UNSET
    provenance: None | str | Unset = UNSET
    slots: list[SlotIn] | Unset = UNSET
    subject: None | str | Unset = UNSET
    valid_from: datetime.date | None | Unset = UNSET
    valid_until: datetime.date | None | Unset = UNSET
    weekdays: list[int] | Unset = UNSET





    def to_dict(self) -> dict[str, Any]:
        from ..models.lane_end_in import LaneEndIn # noqa: PLC0415
        from ..models.sharing_put_choices import SharingPutChoices # noqa: PLC0415
        from ..models.sharing_put_figures import SharingPutFigures # noqa: PLC0415
        from ..models.slot_in import SlotIn # noqa: PLC0415
        certainty: str = self.certainty

        direction: str = self.direction

        kind: str = self.kind

        site = self.site

        choices: dict[str, Any] | Unset = UNSET
        if not isinstance(self.choices, Unset):
            choices = self.choices.to_dict()

        contract_end: None | str | Unset
        if isinstance(self.contract_end, Unset):
            contract_end = UNSET
        elif isinstance(self.contract_end, datetime.date):
            contract_end = self.contract_end.isoformat()
        else:
            contract_end = self.contract_end

        cost: None | str | Unset
        if isinstance(self.cost, Unset):
            cost = UNSET
        else:
            cost = self.cost

        description: None | str | Unset
        if isinstance(self.description, Unset):
            description = UNSET
        else:
            description = self.description

        destination: dict[str, Any] | None | Unset
        if isinstance(self.destination, Unset):
            destination = UNSET
        elif isinstance(self.destination, LaneEndIn):
            destination = self.destination.to_dict()
        else:
            destination = self.destination

        excluded: list[str] | Unset = UNSET
        if not isinstance(self.excluded, Unset):
            excluded = self.excluded



        figures: dict[str, Any] | Unset = UNSET
        if not isinstance(self.figures, Unset):
            figures = self.figures.to_dict()

        hours: list[int] | None | Unset
        if isinstance(self.hours, Unset):
            hours = UNSET
        elif isinstance(self.hours, list):
            hours = []
            for hours_type_0_item_data in self.hours:
                hours_type_0_item: int
                hours_type_0_item = hours_type_0_item_data
                hours.append(hours_type_0_item)


        else:
            hours = self.hours

        months: list[str] | Unset = UNSET
        if not isinstance(self.months, Unset):
            months = self.months



        notice_months: int | None | Unset
        if isinstance(self.notice_months, Unset):
            notice_months = UNSET
        else:
            notice_months = self.notice_months

        origin: dict[str, Any] | None | Unset
        if isinstance(self.origin, Unset):
            origin = UNSET
        elif isinstance(self.origin, LaneEndIn):
            origin = self.origin.to_dict()
        else:
            origin = self.origin

        provenance: None | str | Unset
        if isinstance(self.provenance, Unset):
            provenance = UNSET
        else:
            provenance = self.provenance

        slots: list[dict[str, Any]] | Unset = UNSET
        if not isinstance(self.slots, Unset):
            slots = []
            for slots_item_data in self.slots:
                slots_item = slots_item_data.to_dict()
                slots.append(slots_item)



        subject: None | str | Unset
        if isinstance(self.subject, Unset):
            subject = UNSET
        else:
            subject = self.subject

        valid_from: None | str | Unset
        if isinstance(self.valid_from, Unset):
            valid_from = UNSET
        elif isinstance(self.valid_from, datetime.date):
            valid_from = self.valid_from.isoformat()
        else:
            valid_from = self.valid_from

        valid_until: None | str | Unset
        if isinstance(self.valid_until, Unset):
            valid_until = UNSET
        elif isinstance(self.valid_until, datetime.date):
            valid_until = self.valid_until.isoformat()
        else:
            valid_until = self.valid_until

        weekdays: list[int] | Unset = UNSET
        if not isinstance(self.weekdays, Unset):
            weekdays = self.weekdays




        field_dict: dict[str, Any] = {}

        field_dict.update({
            "certainty": certainty,
            "direction": direction,
            "kind": kind,
            "site": site,
        })
        if choices is not UNSET:
            field_dict["choices"] = choices
        if contract_end is not UNSET:
            field_dict["contract_end"] = contract_end
        if cost is not UNSET:
            field_dict["cost"] = cost
        if description is not UNSET:
            field_dict["description"] = description
        if destination is not UNSET:
            field_dict["destination"] = destination
        if excluded is not UNSET:
            field_dict["excluded"] = excluded
        if figures is not UNSET:
            field_dict["figures"] = figures
        if hours is not UNSET:
            field_dict["hours"] = hours
        if months is not UNSET:
            field_dict["months"] = months
        if notice_months is not UNSET:
            field_dict["notice_months"] = notice_months
        if origin is not UNSET:
            field_dict["origin"] = origin
        if provenance is not UNSET:
            field_dict["provenance"] = provenance
        if slots is not UNSET:
            field_dict["slots"] = slots
        if subject is not UNSET:
            field_dict["subject"] = subject
        if valid_from is not UNSET:
            field_dict["valid_from"] = valid_from
        if valid_until is not UNSET:
            field_dict["valid_until"] = valid_until
        if weekdays is not UNSET:
            field_dict["weekdays"] = weekdays

        return field_dict



    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        from ..models.lane_end_in import LaneEndIn # noqa: PLC0415
        from ..models.sharing_put_choices import SharingPutChoices # noqa: PLC0415
        from ..models.sharing_put_figures import SharingPutFigures # noqa: PLC0415
        from ..models.slot_in import SlotIn # noqa: PLC0415
        d = dict(src_dict)
        certainty = check_sharing_put_certainty(d.pop("certainty"))




        direction = check_sharing_put_direction(d.pop("direction"))




        kind = check_sharing_put_kind(d.pop("kind"))




        site = d.pop("site")

        _choices = d.pop("choices", UNSET)
        choices: SharingPutChoices | Unset
        if isinstance(_choices,  Unset):
            choices = UNSET
        else:
            choices = SharingPutChoices.from_dict(_choices)




        def _parse_contract_end(data: object) -> datetime.date | None | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            try:
                if not isinstance(data, str):
                    raise TypeError()
                contract_end_type_0 = datetime.date.fromisoformat(data)



                return contract_end_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(datetime.date | None | Unset, data)

        contract_end = _parse_contract_end(d.pop("contract_end", UNSET))


        def _parse_cost(data: object) -> None | str | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            return cast(None | str | Unset, data)

        cost = _parse_cost(d.pop("cost", UNSET))


        def _parse_description(data: object) -> None | str | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            return cast(None | str | Unset, data)

        description = _parse_description(d.pop("description", UNSET))


        def _parse_destination(data: object) -> LaneEndIn | None | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            try:
                if not isinstance(data, dict):
                    raise TypeError()
                destination_type_0 = LaneEndIn.from_dict(data)



                return destination_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(LaneEndIn | None | Unset, data)

        destination = _parse_destination(d.pop("destination", UNSET))


        excluded = cast(list[str], d.pop("excluded", UNSET))


        _figures = d.pop("figures", UNSET)
        figures: SharingPutFigures | Unset
        if isinstance(_figures,  Unset):
            figures = UNSET
        else:
            figures = SharingPutFigures.from_dict(_figures)




        def _parse_hours(data: object) -> list[int] | None | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            try:
                if not isinstance(data, list):
                    raise TypeError()
                hours_type_0 = []
                _hours_type_0 = data
                for hours_type_0_item_data in (_hours_type_0):
                    def _parse_hours_type_0_item(data: object) -> int:
                        return cast(int, data)

                    hours_type_0_item = _parse_hours_type_0_item(hours_type_0_item_data)

                    hours_type_0.append(hours_type_0_item)

                return hours_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(list[int] | None | Unset, data)

        hours = _parse_hours(d.pop("hours", UNSET))


        months = cast(list[str], d.pop("months", UNSET))


        def _parse_notice_months(data: object) -> int | None | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            return cast(int | None | Unset, data)

        notice_months = _parse_notice_months(d.pop("notice_months", UNSET))


        def _parse_origin(data: object) -> LaneEndIn | None | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            try:
                if not isinstance(data, dict):
                    raise TypeError()
                origin_type_0 = LaneEndIn.from_dict(data)



                return origin_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(LaneEndIn | None | Unset, data)

        origin = _parse_origin(d.pop("origin", UNSET))


        def _parse_provenance(data: object) -> None | str | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            return cast(None | str | Unset, data)

        provenance = _parse_provenance(d.pop("provenance", UNSET))


        _slots = d.pop("slots", UNSET)
        slots: list[SlotIn] | Unset = UNSET
        if _slots is not UNSET:
            slots = []
            for slots_item_data in _slots:
                slots_item = SlotIn.from_dict(slots_item_data)



                slots.append(slots_item)


        def _parse_subject(data: object) -> None | str | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            return cast(None | str | Unset, data)

        subject = _parse_subject(d.pop("subject", UNSET))


        def _parse_valid_from(data: object) -> datetime.date | None | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            try:
                if not isinstance(data, str):
                    raise TypeError()
                valid_from_type_0 = datetime.date.fromisoformat(data)



                return valid_from_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(datetime.date | None | Unset, data)

        valid_from = _parse_valid_from(d.pop("valid_from", UNSET))


        def _parse_valid_until(data: object) -> datetime.date | None | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            try:
                if not isinstance(data, str):
                    raise TypeError()
                valid_until_type_0 = datetime.date.fromisoformat(data)



                return valid_until_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(datetime.date | None | Unset, data)

        valid_until = _parse_valid_until(d.pop("valid_until", UNSET))


        weekdays = cast(list[int], d.pop("weekdays", UNSET))


        sharing_put = cls(
            certainty=certainty,
            direction=direction,
            kind=kind,
            site=site,
            choices=choices,
            contract_end=contract_end,
            cost=cost,
            description=description,
            destination=destination,
            excluded=excluded,
            figures=figures,
            hours=hours,
            months=months,
            notice_months=notice_months,
            origin=origin,
            provenance=provenance,
            slots=slots,
            subject=subject,
            valid_from=valid_from,
            valid_until=valid_until,
            weekdays=weekdays,
        )

        return sharing_put


from __future__ import annotations

from collections.abc import Mapping
from typing import Any, TypeVar, BinaryIO, TextIO, TYPE_CHECKING, Generator

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from ..types import UNSET, Unset

from ..types import UNSET, Unset
from typing import cast
from uuid import UUID
import datetime

if TYPE_CHECKING:
  from ..models.lane_end_out import LaneEndOut
  from ..models.sharing_out_choices import SharingOutChoices
  from ..models.sharing_out_figures import SharingOutFigures
  from ..models.sharing_suggestion_out import SharingSuggestionOut
  from ..models.slot_out import SlotOut
  from ..models.source_out import SourceOut
  from ..models.warning_out import WarningOut





T = TypeVar("T", bound="SharingOut")



@_attrs_define
class SharingOut:
    """ The sharing as kept. ``unclassified``: its subject could not be read, it takes no part in
    matching; on a write, ``suggestions`` then says what it may be. ``warnings``: what was taken,
    but may be wrong.

        Attributes:
            catalogue_version (str):
            certainty (str):
            choices (SharingOutChoices):
            contract_end (datetime.date | None):
            cost (None | str):
            declared_at (datetime.datetime):
            description (None | str):
            destination (LaneEndOut | None):
            direction (str):
            excluded (list[str]):
            figures (SharingOutFigures):
            hours (list[int] | None):
            kind (str):
            label_en (None | str):
            label_fr (None | str):
            months (list[str]):
            notice_months (int | None):
            organisation_id (UUID):
            origin (LaneEndOut | None):
            provenance (None | str):
            sharing_id (UUID):
            site_id (UUID):
            slots (list[SlotOut]):
            sources (list[SourceOut]):
            subject (None | str):
            territory (str):
            unclassified (bool):
            updated_at (datetime.datetime):
            valid_from (datetime.date):
            valid_until (datetime.date | None):
            version (int):
            weekdays (list[int]):
            withdrawn_at (datetime.datetime | None):
            suggestions (list[SharingSuggestionOut] | Unset):
            warnings (list[WarningOut] | Unset):
     """

    catalogue_version: str
    certainty: str
    choices: SharingOutChoices
    contract_end: datetime.date | None
    cost: None | str
    declared_at: datetime.datetime
    description: None | str
    destination: LaneEndOut | None
    direction: str
    excluded: list[str]
    figures: SharingOutFigures
    hours: list[int] | None
    kind: str
    label_en: None | str
    label_fr: None | str
    months: list[str]
    notice_months: int | None
    organisation_id: UUID
    origin: LaneEndOut | None
    provenance: None | str
    sharing_id: UUID
    site_id: UUID
    slots: list[SlotOut]
    sources: list[SourceOut]
    subject: None | str
    territory: str
    unclassified: bool
    updated_at: datetime.datetime
    valid_from: datetime.date
    valid_until: datetime.date | None
    version: int
    weekdays: list[int]
    withdrawn_at: datetime.datetime | None
    suggestions: list[SharingSuggestionOut] | Unset = UNSET
    warnings: list[WarningOut] | Unset = UNSET
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)





    def to_dict(self) -> dict[str, Any]:
        from ..models.lane_end_out import LaneEndOut # noqa: PLC0415
        from ..models.sharing_out_choices import SharingOutChoices # noqa: PLC0415
        from ..models.sharing_out_figures import SharingOutFigures # noqa: PLC0415
        from ..models.sharing_suggestion_out import SharingSuggestionOut # noqa: PLC0415
        from ..models.slot_out import SlotOut # noqa: PLC0415
        from ..models.source_out import SourceOut # noqa: PLC0415
        from ..models.warning_out import WarningOut # noqa: PLC0415
        catalogue_version = self.catalogue_version

        certainty = self.certainty

        choices = self.choices.to_dict()

        contract_end: None | str
        if isinstance(self.contract_end, datetime.date):
            contract_end = self.contract_end.isoformat()
        else:
            contract_end = self.contract_end

        cost: None | str
        cost = self.cost

        declared_at = self.declared_at.isoformat()

        description: None | str
        description = self.description

        destination: dict[str, Any] | None
        if isinstance(self.destination, LaneEndOut):
            destination = self.destination.to_dict()
        else:
            destination = self.destination

        direction = self.direction

        excluded = self.excluded



        figures = self.figures.to_dict()

        hours: list[int] | None
        if isinstance(self.hours, list):
            hours = []
            for hours_type_0_item_data in self.hours:
                hours_type_0_item: int
                hours_type_0_item = hours_type_0_item_data
                hours.append(hours_type_0_item)


        else:
            hours = self.hours

        kind = self.kind

        label_en: None | str
        label_en = self.label_en

        label_fr: None | str
        label_fr = self.label_fr

        months = self.months



        notice_months: int | None
        notice_months = self.notice_months

        organisation_id = str(self.organisation_id)

        origin: dict[str, Any] | None
        if isinstance(self.origin, LaneEndOut):
            origin = self.origin.to_dict()
        else:
            origin = self.origin

        provenance: None | str
        provenance = self.provenance

        sharing_id = str(self.sharing_id)

        site_id = str(self.site_id)

        slots = []
        for slots_item_data in self.slots:
            slots_item = slots_item_data.to_dict()
            slots.append(slots_item)



        sources = []
        for sources_item_data in self.sources:
            sources_item = sources_item_data.to_dict()
            sources.append(sources_item)



        subject: None | str
        subject = self.subject

        territory = self.territory

        unclassified = self.unclassified

        updated_at = self.updated_at.isoformat()

        valid_from = self.valid_from.isoformat()

        valid_until: None | str
        if isinstance(self.valid_until, datetime.date):
            valid_until = self.valid_until.isoformat()
        else:
            valid_until = self.valid_until

        version = self.version

        weekdays = self.weekdays



        withdrawn_at: None | str
        if isinstance(self.withdrawn_at, datetime.datetime):
            withdrawn_at = self.withdrawn_at.isoformat()
        else:
            withdrawn_at = self.withdrawn_at

        suggestions: list[dict[str, Any]] | Unset = UNSET
        if not isinstance(self.suggestions, Unset):
            suggestions = []
            for suggestions_item_data in self.suggestions:
                suggestions_item = suggestions_item_data.to_dict()
                suggestions.append(suggestions_item)



        warnings: list[dict[str, Any]] | Unset = UNSET
        if not isinstance(self.warnings, Unset):
            warnings = []
            for warnings_item_data in self.warnings:
                warnings_item = warnings_item_data.to_dict()
                warnings.append(warnings_item)




        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update({
            "catalogue_version": catalogue_version,
            "certainty": certainty,
            "choices": choices,
            "contract_end": contract_end,
            "cost": cost,
            "declared_at": declared_at,
            "description": description,
            "destination": destination,
            "direction": direction,
            "excluded": excluded,
            "figures": figures,
            "hours": hours,
            "kind": kind,
            "label_en": label_en,
            "label_fr": label_fr,
            "months": months,
            "notice_months": notice_months,
            "organisation_id": organisation_id,
            "origin": origin,
            "provenance": provenance,
            "sharing_id": sharing_id,
            "site_id": site_id,
            "slots": slots,
            "sources": sources,
            "subject": subject,
            "territory": territory,
            "unclassified": unclassified,
            "updated_at": updated_at,
            "valid_from": valid_from,
            "valid_until": valid_until,
            "version": version,
            "weekdays": weekdays,
            "withdrawn_at": withdrawn_at,
        })
        if suggestions is not UNSET:
            field_dict["suggestions"] = suggestions
        if warnings is not UNSET:
            field_dict["warnings"] = warnings

        return field_dict



    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        from ..models.lane_end_out import LaneEndOut # noqa: PLC0415
        from ..models.sharing_out_choices import SharingOutChoices # noqa: PLC0415
        from ..models.sharing_out_figures import SharingOutFigures # noqa: PLC0415
        from ..models.sharing_suggestion_out import SharingSuggestionOut # noqa: PLC0415
        from ..models.slot_out import SlotOut # noqa: PLC0415
        from ..models.source_out import SourceOut # noqa: PLC0415
        from ..models.warning_out import WarningOut # noqa: PLC0415
        d = dict(src_dict)
        catalogue_version = d.pop("catalogue_version")

        certainty = d.pop("certainty")

        choices = SharingOutChoices.from_dict(d.pop("choices"))




        def _parse_contract_end(data: object) -> datetime.date | None:
            if data is None:
                return data
            try:
                if not isinstance(data, str):
                    raise TypeError()
                contract_end_type_0 = datetime.date.fromisoformat(data)



                return contract_end_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(datetime.date | None, data)

        contract_end = _parse_contract_end(d.pop("contract_end"))


        def _parse_cost(data: object) -> None | str:
            if data is None:
                return data
            return cast(None | str, data)

        cost = _parse_cost(d.pop("cost"))


        declared_at = datetime.datetime.fromisoformat(d.pop("declared_at"))




        def _parse_description(data: object) -> None | str:
            if data is None:
                return data
            return cast(None | str, data)

        description = _parse_description(d.pop("description"))


        def _parse_destination(data: object) -> LaneEndOut | None:
            if data is None:
                return data
            try:
                if not isinstance(data, dict):
                    raise TypeError()
                destination_type_0 = LaneEndOut.from_dict(data)



                return destination_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(LaneEndOut | None, data)

        destination = _parse_destination(d.pop("destination"))


        direction = d.pop("direction")

        excluded = cast(list[str], d.pop("excluded"))


        figures = SharingOutFigures.from_dict(d.pop("figures"))




        def _parse_hours(data: object) -> list[int] | None:
            if data is None:
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
            return cast(list[int] | None, data)

        hours = _parse_hours(d.pop("hours"))


        kind = d.pop("kind")

        def _parse_label_en(data: object) -> None | str:
            if data is None:
                return data
            return cast(None | str, data)

        label_en = _parse_label_en(d.pop("label_en"))


        def _parse_label_fr(data: object) -> None | str:
            if data is None:
                return data
            return cast(None | str, data)

        label_fr = _parse_label_fr(d.pop("label_fr"))


        months = cast(list[str], d.pop("months"))


        def _parse_notice_months(data: object) -> int | None:
            if data is None:
                return data
            return cast(int | None, data)

        notice_months = _parse_notice_months(d.pop("notice_months"))


        organisation_id = UUID(d.pop("organisation_id"))




        def _parse_origin(data: object) -> LaneEndOut | None:
            if data is None:
                return data
            try:
                if not isinstance(data, dict):
                    raise TypeError()
                origin_type_0 = LaneEndOut.from_dict(data)



                return origin_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(LaneEndOut | None, data)

        origin = _parse_origin(d.pop("origin"))


        def _parse_provenance(data: object) -> None | str:
            if data is None:
                return data
            return cast(None | str, data)

        provenance = _parse_provenance(d.pop("provenance"))


        sharing_id = UUID(d.pop("sharing_id"))




        site_id = UUID(d.pop("site_id"))




        slots = []
        _slots = d.pop("slots")
        for slots_item_data in (_slots):
            slots_item = SlotOut.from_dict(slots_item_data)



            slots.append(slots_item)


        sources = []
        _sources = d.pop("sources")
        for sources_item_data in (_sources):
            sources_item = SourceOut.from_dict(sources_item_data)



            sources.append(sources_item)


        def _parse_subject(data: object) -> None | str:
            if data is None:
                return data
            return cast(None | str, data)

        subject = _parse_subject(d.pop("subject"))


        territory = d.pop("territory")

        unclassified = d.pop("unclassified")

        updated_at = datetime.datetime.fromisoformat(d.pop("updated_at"))




        valid_from = datetime.date.fromisoformat(d.pop("valid_from"))




        def _parse_valid_until(data: object) -> datetime.date | None:
            if data is None:
                return data
            try:
                if not isinstance(data, str):
                    raise TypeError()
                valid_until_type_0 = datetime.date.fromisoformat(data)



                return valid_until_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(datetime.date | None, data)

        valid_until = _parse_valid_until(d.pop("valid_until"))


        version = d.pop("version")

        weekdays = cast(list[int], d.pop("weekdays"))


        def _parse_withdrawn_at(data: object) -> datetime.datetime | None:
            if data is None:
                return data
            try:
                if not isinstance(data, str):
                    raise TypeError()
                withdrawn_at_type_0 = datetime.datetime.fromisoformat(data)



                return withdrawn_at_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(datetime.datetime | None, data)

        withdrawn_at = _parse_withdrawn_at(d.pop("withdrawn_at"))


        _suggestions = d.pop("suggestions", UNSET)
        suggestions: list[SharingSuggestionOut] | Unset = UNSET
        if _suggestions is not UNSET:
            suggestions = []
            for suggestions_item_data in _suggestions:
                suggestions_item = SharingSuggestionOut.from_dict(suggestions_item_data)



                suggestions.append(suggestions_item)


        _warnings = d.pop("warnings", UNSET)
        warnings: list[WarningOut] | Unset = UNSET
        if _warnings is not UNSET:
            warnings = []
            for warnings_item_data in _warnings:
                warnings_item = WarningOut.from_dict(warnings_item_data)



                warnings.append(warnings_item)


        sharing_out = cls(
            catalogue_version=catalogue_version,
            certainty=certainty,
            choices=choices,
            contract_end=contract_end,
            cost=cost,
            declared_at=declared_at,
            description=description,
            destination=destination,
            direction=direction,
            excluded=excluded,
            figures=figures,
            hours=hours,
            kind=kind,
            label_en=label_en,
            label_fr=label_fr,
            months=months,
            notice_months=notice_months,
            organisation_id=organisation_id,
            origin=origin,
            provenance=provenance,
            sharing_id=sharing_id,
            site_id=site_id,
            slots=slots,
            sources=sources,
            subject=subject,
            territory=territory,
            unclassified=unclassified,
            updated_at=updated_at,
            valid_from=valid_from,
            valid_until=valid_until,
            version=version,
            weekdays=weekdays,
            withdrawn_at=withdrawn_at,
            suggestions=suggestions,
            warnings=warnings,
        )


        sharing_out.additional_properties = d
        return sharing_out

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

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
  from ..models.declared_quantity_out import DeclaredQuantityOut
  from ..models.family_out import FamilyOut
  from ..models.flow_out_availability import FlowOutAvailability
  from ..models.flow_out_current_route_type_0 import FlowOutCurrentRouteType0
  from ..models.flow_out_current_supply_type_0 import FlowOutCurrentSupplyType0
  from ..models.flow_out_qualities import FlowOutQualities
  from ..models.flow_out_quantity import FlowOutQuantity
  from ..models.source_out import SourceOut
  from ..models.suggestion_out import SuggestionOut
  from ..models.warning_out import WarningOut





T = TypeVar("T", bound="FlowOut")



@_attrs_define
class FlowOut:
    """ The flow as kept. ``families``: all of them, the main one, which ``family`` names, first.
    ``unclassified``: its family could not be told, it takes no part in matching; on a write,
    ``suggestions`` then tells what it may be. ``quantity``: a year's; where it was declared by
    another period, in containers or as a span, ``quantity_as_declared`` says so. ``warnings``: what
    was taken, but may be wrong; on a read, only what follows from the flow as kept.

        Attributes:
            accepts (list[str]):
            availability (FlowOutAvailability):
            catalogue_version (str):
            certainty (str):
            current_route (FlowOutCurrentRouteType0 | None):
            current_supply (FlowOutCurrentSupplyType0 | None):
            declared_at (datetime.datetime):
            direction (str):
            duplicate_of (None | UUID):
            families (list[FamilyOut]):
            family (None | str):
            flow_id (UUID):
            form (None | str):
            hazardous (bool):
            legal_status (None | str):
            low (None | str):
            nature (str):
            organisation_id (UUID):
            provenance (None | str):
            qualities (FlowOutQualities):
            quantity (FlowOutQuantity):
            site_id (UUID):
            sources (list[SourceOut]):
            territory (str):
            text (None | str):
            unclassified (bool):
            updated_at (datetime.datetime):
            valid_from (datetime.date):
            version (int):
            withdrawn_at (datetime.datetime | None):
            quantity_as_declared (DeclaredQuantityOut | None | Unset):
            suggestions (list[SuggestionOut] | Unset):
            warnings (list[WarningOut] | Unset):
     """

    accepts: list[str]
    availability: FlowOutAvailability
    catalogue_version: str
    certainty: str
    current_route: FlowOutCurrentRouteType0 | None
    current_supply: FlowOutCurrentSupplyType0 | None
    declared_at: datetime.datetime
    direction: str
    duplicate_of: None | UUID
    families: list[FamilyOut]
    family: None | str
    flow_id: UUID
    form: None | str
    hazardous: bool
    legal_status: None | str
    low: None | str
    nature: str
    organisation_id: UUID
    provenance: None | str
    qualities: FlowOutQualities
    quantity: FlowOutQuantity
    site_id: UUID
    sources: list[SourceOut]
    territory: str
    text: None | str
    unclassified: bool
    updated_at: datetime.datetime
    valid_from: datetime.date
    version: int
    withdrawn_at: datetime.datetime | None
    quantity_as_declared: DeclaredQuantityOut | None | Unset = UNSET
    suggestions: list[SuggestionOut] | Unset = UNSET
    warnings: list[WarningOut] | Unset = UNSET
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)





    def to_dict(self) -> dict[str, Any]:
        from ..models.declared_quantity_out import DeclaredQuantityOut # noqa: PLC0415
        from ..models.family_out import FamilyOut # noqa: PLC0415
        from ..models.flow_out_availability import FlowOutAvailability # noqa: PLC0415
        from ..models.flow_out_current_route_type_0 import FlowOutCurrentRouteType0 # noqa: PLC0415
        from ..models.flow_out_current_supply_type_0 import FlowOutCurrentSupplyType0 # noqa: PLC0415
        from ..models.flow_out_qualities import FlowOutQualities # noqa: PLC0415
        from ..models.flow_out_quantity import FlowOutQuantity # noqa: PLC0415
        from ..models.source_out import SourceOut # noqa: PLC0415
        from ..models.suggestion_out import SuggestionOut # noqa: PLC0415
        from ..models.warning_out import WarningOut # noqa: PLC0415
        accepts = self.accepts



        availability = self.availability.to_dict()

        catalogue_version = self.catalogue_version

        certainty = self.certainty

        current_route: dict[str, Any] | None
        if isinstance(self.current_route, FlowOutCurrentRouteType0):
            current_route = self.current_route.to_dict()
        else:
            current_route = self.current_route

        current_supply: dict[str, Any] | None
        if isinstance(self.current_supply, FlowOutCurrentSupplyType0):
            current_supply = self.current_supply.to_dict()
        else:
            current_supply = self.current_supply

        declared_at = self.declared_at.isoformat()

        direction = self.direction

        duplicate_of: None | str
        if isinstance(self.duplicate_of, UUID):
            duplicate_of = str(self.duplicate_of)
        else:
            duplicate_of = self.duplicate_of

        families = []
        for families_item_data in self.families:
            families_item = families_item_data.to_dict()
            families.append(families_item)



        family: None | str
        family = self.family

        flow_id = str(self.flow_id)

        form: None | str
        form = self.form

        hazardous = self.hazardous

        legal_status: None | str
        legal_status = self.legal_status

        low: None | str
        low = self.low

        nature = self.nature

        organisation_id = str(self.organisation_id)

        provenance: None | str
        provenance = self.provenance

        qualities = self.qualities.to_dict()

        quantity = self.quantity.to_dict()

        site_id = str(self.site_id)

        sources = []
        for sources_item_data in self.sources:
            sources_item = sources_item_data.to_dict()
            sources.append(sources_item)



        territory = self.territory

        text: None | str
        text = self.text

        unclassified = self.unclassified

        updated_at = self.updated_at.isoformat()

        valid_from = self.valid_from.isoformat()

        version = self.version

        withdrawn_at: None | str
        if isinstance(self.withdrawn_at, datetime.datetime):
            withdrawn_at = self.withdrawn_at.isoformat()
        else:
            withdrawn_at = self.withdrawn_at

        quantity_as_declared: dict[str, Any] | None | Unset
        if isinstance(self.quantity_as_declared, Unset):
            quantity_as_declared = UNSET
        elif isinstance(self.quantity_as_declared, DeclaredQuantityOut):
            quantity_as_declared = self.quantity_as_declared.to_dict()
        else:
            quantity_as_declared = self.quantity_as_declared

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
            "accepts": accepts,
            "availability": availability,
            "catalogue_version": catalogue_version,
            "certainty": certainty,
            "current_route": current_route,
            "current_supply": current_supply,
            "declared_at": declared_at,
            "direction": direction,
            "duplicate_of": duplicate_of,
            "families": families,
            "family": family,
            "flow_id": flow_id,
            "form": form,
            "hazardous": hazardous,
            "legal_status": legal_status,
            "low": low,
            "nature": nature,
            "organisation_id": organisation_id,
            "provenance": provenance,
            "qualities": qualities,
            "quantity": quantity,
            "site_id": site_id,
            "sources": sources,
            "territory": territory,
            "text": text,
            "unclassified": unclassified,
            "updated_at": updated_at,
            "valid_from": valid_from,
            "version": version,
            "withdrawn_at": withdrawn_at,
        })
        if quantity_as_declared is not UNSET:
            field_dict["quantity_as_declared"] = quantity_as_declared
        if suggestions is not UNSET:
            field_dict["suggestions"] = suggestions
        if warnings is not UNSET:
            field_dict["warnings"] = warnings

        return field_dict



    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        from ..models.declared_quantity_out import DeclaredQuantityOut # noqa: PLC0415
        from ..models.family_out import FamilyOut # noqa: PLC0415
        from ..models.flow_out_availability import FlowOutAvailability # noqa: PLC0415
        from ..models.flow_out_current_route_type_0 import FlowOutCurrentRouteType0 # noqa: PLC0415
        from ..models.flow_out_current_supply_type_0 import FlowOutCurrentSupplyType0 # noqa: PLC0415
        from ..models.flow_out_qualities import FlowOutQualities # noqa: PLC0415
        from ..models.flow_out_quantity import FlowOutQuantity # noqa: PLC0415
        from ..models.source_out import SourceOut # noqa: PLC0415
        from ..models.suggestion_out import SuggestionOut # noqa: PLC0415
        from ..models.warning_out import WarningOut # noqa: PLC0415
        d = dict(src_dict)
        accepts = cast(list[str], d.pop("accepts"))


        availability = FlowOutAvailability.from_dict(d.pop("availability"))




        catalogue_version = d.pop("catalogue_version")

        certainty = d.pop("certainty")

        def _parse_current_route(data: object) -> FlowOutCurrentRouteType0 | None:
            if data is None:
                return data
            try:
                if not isinstance(data, dict):
                    raise TypeError()
                current_route_type_0 = FlowOutCurrentRouteType0.from_dict(data)



                return current_route_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(FlowOutCurrentRouteType0 | None, data)

        current_route = _parse_current_route(d.pop("current_route"))


        def _parse_current_supply(data: object) -> FlowOutCurrentSupplyType0 | None:
            if data is None:
                return data
            try:
                if not isinstance(data, dict):
                    raise TypeError()
                current_supply_type_0 = FlowOutCurrentSupplyType0.from_dict(data)



                return current_supply_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(FlowOutCurrentSupplyType0 | None, data)

        current_supply = _parse_current_supply(d.pop("current_supply"))


        declared_at = datetime.datetime.fromisoformat(d.pop("declared_at"))




        direction = d.pop("direction")

        def _parse_duplicate_of(data: object) -> None | UUID:
            if data is None:
                return data
            try:
                if not isinstance(data, str):
                    raise TypeError()
                duplicate_of_type_0 = UUID(data)



                return duplicate_of_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(None | UUID, data)

        duplicate_of = _parse_duplicate_of(d.pop("duplicate_of"))


        families = []
        _families = d.pop("families")
        for families_item_data in (_families):
            families_item = FamilyOut.from_dict(families_item_data)



            families.append(families_item)


        def _parse_family(data: object) -> None | str:
            if data is None:
                return data
            return cast(None | str, data)

        family = _parse_family(d.pop("family"))


        flow_id = UUID(d.pop("flow_id"))




        def _parse_form(data: object) -> None | str:
            if data is None:
                return data
            return cast(None | str, data)

        form = _parse_form(d.pop("form"))


        hazardous = d.pop("hazardous")

        def _parse_legal_status(data: object) -> None | str:
            if data is None:
                return data
            return cast(None | str, data)

        legal_status = _parse_legal_status(d.pop("legal_status"))


        def _parse_low(data: object) -> None | str:
            if data is None:
                return data
            return cast(None | str, data)

        low = _parse_low(d.pop("low"))


        nature = d.pop("nature")

        organisation_id = UUID(d.pop("organisation_id"))




        def _parse_provenance(data: object) -> None | str:
            if data is None:
                return data
            return cast(None | str, data)

        provenance = _parse_provenance(d.pop("provenance"))


        qualities = FlowOutQualities.from_dict(d.pop("qualities"))




        quantity = FlowOutQuantity.from_dict(d.pop("quantity"))




        site_id = UUID(d.pop("site_id"))




        sources = []
        _sources = d.pop("sources")
        for sources_item_data in (_sources):
            sources_item = SourceOut.from_dict(sources_item_data)



            sources.append(sources_item)


        territory = d.pop("territory")

        def _parse_text(data: object) -> None | str:
            if data is None:
                return data
            return cast(None | str, data)

        text = _parse_text(d.pop("text"))


        unclassified = d.pop("unclassified")

        updated_at = datetime.datetime.fromisoformat(d.pop("updated_at"))




        valid_from = datetime.date.fromisoformat(d.pop("valid_from"))




        version = d.pop("version")

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


        def _parse_quantity_as_declared(data: object) -> DeclaredQuantityOut | None | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            try:
                if not isinstance(data, dict):
                    raise TypeError()
                quantity_as_declared_type_0 = DeclaredQuantityOut.from_dict(data)



                return quantity_as_declared_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(DeclaredQuantityOut | None | Unset, data)

        quantity_as_declared = _parse_quantity_as_declared(d.pop("quantity_as_declared", UNSET))


        _suggestions = d.pop("suggestions", UNSET)
        suggestions: list[SuggestionOut] | Unset = UNSET
        if _suggestions is not UNSET:
            suggestions = []
            for suggestions_item_data in _suggestions:
                suggestions_item = SuggestionOut.from_dict(suggestions_item_data)



                suggestions.append(suggestions_item)


        _warnings = d.pop("warnings", UNSET)
        warnings: list[WarningOut] | Unset = UNSET
        if _warnings is not UNSET:
            warnings = []
            for warnings_item_data in _warnings:
                warnings_item = WarningOut.from_dict(warnings_item_data)



                warnings.append(warnings_item)


        flow_out = cls(
            accepts=accepts,
            availability=availability,
            catalogue_version=catalogue_version,
            certainty=certainty,
            current_route=current_route,
            current_supply=current_supply,
            declared_at=declared_at,
            direction=direction,
            duplicate_of=duplicate_of,
            families=families,
            family=family,
            flow_id=flow_id,
            form=form,
            hazardous=hazardous,
            legal_status=legal_status,
            low=low,
            nature=nature,
            organisation_id=organisation_id,
            provenance=provenance,
            qualities=qualities,
            quantity=quantity,
            site_id=site_id,
            sources=sources,
            territory=territory,
            text=text,
            unclassified=unclassified,
            updated_at=updated_at,
            valid_from=valid_from,
            version=version,
            withdrawn_at=withdrawn_at,
            quantity_as_declared=quantity_as_declared,
            suggestions=suggestions,
            warnings=warnings,
        )


        flow_out.additional_properties = d
        return flow_out

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

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, TypeVar, BinaryIO, TextIO, TYPE_CHECKING, Generator

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from ..types import UNSET, Unset

from ..models.flow_create_accepts_type_0_item import check_flow_create_accepts_type_0_item
from ..models.flow_create_accepts_type_0_item import FlowCreateAcceptsType0Item
from ..models.flow_create_certainty import check_flow_create_certainty
from ..models.flow_create_certainty import FlowCreateCertainty
from ..models.flow_create_direction import check_flow_create_direction
from ..models.flow_create_direction import FlowCreateDirection
from ..models.flow_create_form_type_0 import check_flow_create_form_type_0
from ..models.flow_create_form_type_0 import FlowCreateFormType0
from ..models.flow_create_legal_status_type_0 import check_flow_create_legal_status_type_0
from ..models.flow_create_legal_status_type_0 import FlowCreateLegalStatusType0
from ..models.flow_create_nature import check_flow_create_nature
from ..models.flow_create_nature import FlowCreateNature
from ..types import UNSET, Unset
from typing import cast
from uuid import UUID
import datetime

if TYPE_CHECKING:
  from ..models.availability_in import AvailabilityIn
  from ..models.current_route_in import CurrentRouteIn
  from ..models.current_supply_in import CurrentSupplyIn
  from ..models.family_in import FamilyIn
  from ..models.flow_create_qualities import FlowCreateQualities
  from ..models.quantity_in import QuantityIn





T = TypeVar("T", bound="FlowCreate")



@_attrs_define
class FlowCreate:
    """ ``POST /v1/flows``.

        Attributes:
            certainty (FlowCreateCertainty):
            direction (FlowCreateDirection):
            nature (FlowCreateNature):
            quantity (QuantityIn): Per year, unless the unit names another period (``t/month``). Also counted in containers
                (``pallet``, ``big_bag/week``, ``skip 30 m3/month``), which are converted by usual sizes and the
                family's density. Words, spans and text such as ``"3 à 5 t/mois"``: docs/reference/values.md. Example: {'unit':
                't', 'value': '12.5'}.
            site_id (UUID):
            accepts (list[FlowCreateAcceptsType0Item] | None | Unset):
            availability (AvailabilityIn | Unset): Months of the year (empty: not known, which the criterion ``season``
                counts as such; all
                twelve: the whole year) within a window (open where ``null``). After the last day, ``end``, the
                flow is withdrawn; told again with a later one, or none, it is declared anew.
            current_route (CurrentRouteIn | None | Unset):
            current_supply (CurrentSupplyIn | None | Unset):
            families (list[FamilyIn] | Unset):
            family (None | str | Unset):
            form (FlowCreateFormType0 | None | Unset):
            hazardous (bool | None | Unset):
            legal_status (FlowCreateLegalStatusType0 | None | Unset):
            low (None | str | Unset):
            provenance (None | str | Unset):
            qualities (FlowCreateQualities | Unset):
            text (None | str | Unset):
            valid_from (datetime.date | None | Unset):
     """

    certainty: FlowCreateCertainty
    direction: FlowCreateDirection
    nature: FlowCreateNature
    quantity: QuantityIn
    site_id: UUID
    accepts: list[FlowCreateAcceptsType0Item] | None | Unset = UNSET
    availability: AvailabilityIn | Unset = UNSET
    current_route: CurrentRouteIn | None | Unset = UNSET
    current_supply: CurrentSupplyIn | None | Unset = UNSET
    families: list[FamilyIn] | Unset = UNSET
    family: None | str | Unset = UNSET
    form: FlowCreateFormType0 | None | Unset = UNSET
    hazardous: bool | None | Unset = UNSET
    legal_status: FlowCreateLegalStatusType0 | None | Unset = UNSET
    low: None | str | Unset = UNSET
    provenance: None | str | Unset = UNSET
    qualities: FlowCreateQualities | Unset = UNSET
    text: None | str | Unset = UNSET
    valid_from: datetime.date | None | Unset = UNSET





    def to_dict(self) -> dict[str, Any]:
        from ..models.availability_in import AvailabilityIn # noqa: PLC0415
        from ..models.current_route_in import CurrentRouteIn # noqa: PLC0415
        from ..models.current_supply_in import CurrentSupplyIn # noqa: PLC0415
        from ..models.family_in import FamilyIn # noqa: PLC0415
        from ..models.flow_create_qualities import FlowCreateQualities # noqa: PLC0415
        from ..models.quantity_in import QuantityIn # noqa: PLC0415
        certainty: str = self.certainty

        direction: str = self.direction

        nature: str = self.nature

        quantity = self.quantity.to_dict()

        site_id = str(self.site_id)

        accepts: list[str] | None | Unset
        if isinstance(self.accepts, Unset):
            accepts = UNSET
        elif isinstance(self.accepts, list):
            accepts = []
            for accepts_type_0_item_data in self.accepts:
                accepts_type_0_item: str = accepts_type_0_item_data
                accepts.append(accepts_type_0_item)


        else:
            accepts = self.accepts

        availability: dict[str, Any] | Unset = UNSET
        if not isinstance(self.availability, Unset):
            availability = self.availability.to_dict()

        current_route: dict[str, Any] | None | Unset
        if isinstance(self.current_route, Unset):
            current_route = UNSET
        elif isinstance(self.current_route, CurrentRouteIn):
            current_route = self.current_route.to_dict()
        else:
            current_route = self.current_route

        current_supply: dict[str, Any] | None | Unset
        if isinstance(self.current_supply, Unset):
            current_supply = UNSET
        elif isinstance(self.current_supply, CurrentSupplyIn):
            current_supply = self.current_supply.to_dict()
        else:
            current_supply = self.current_supply

        families: list[dict[str, Any]] | Unset = UNSET
        if not isinstance(self.families, Unset):
            families = []
            for families_item_data in self.families:
                families_item = families_item_data.to_dict()
                families.append(families_item)



        family: None | str | Unset
        if isinstance(self.family, Unset):
            family = UNSET
        else:
            family = self.family

        form: None | str | Unset
        if isinstance(self.form, Unset):
            form = UNSET
        elif isinstance(self.form, str):
            form = self.form
        else:
            form = self.form

        hazardous: bool | None | Unset
        if isinstance(self.hazardous, Unset):
            hazardous = UNSET
        else:
            hazardous = self.hazardous

        legal_status: None | str | Unset
        if isinstance(self.legal_status, Unset):
            legal_status = UNSET
        elif isinstance(self.legal_status, str):
            legal_status = self.legal_status
        else:
            legal_status = self.legal_status

        low: None | str | Unset
        if isinstance(self.low, Unset):
            low = UNSET
        else:
            low = self.low

        provenance: None | str | Unset
        if isinstance(self.provenance, Unset):
            provenance = UNSET
        else:
            provenance = self.provenance

        qualities: dict[str, Any] | Unset = UNSET
        if not isinstance(self.qualities, Unset):
            qualities = self.qualities.to_dict()

        text: None | str | Unset
        if isinstance(self.text, Unset):
            text = UNSET
        else:
            text = self.text

        valid_from: None | str | Unset
        if isinstance(self.valid_from, Unset):
            valid_from = UNSET
        elif isinstance(self.valid_from, datetime.date):
            valid_from = self.valid_from.isoformat()
        else:
            valid_from = self.valid_from


        field_dict: dict[str, Any] = {}

        field_dict.update({
            "certainty": certainty,
            "direction": direction,
            "nature": nature,
            "quantity": quantity,
            "site_id": site_id,
        })
        if accepts is not UNSET:
            field_dict["accepts"] = accepts
        if availability is not UNSET:
            field_dict["availability"] = availability
        if current_route is not UNSET:
            field_dict["current_route"] = current_route
        if current_supply is not UNSET:
            field_dict["current_supply"] = current_supply
        if families is not UNSET:
            field_dict["families"] = families
        if family is not UNSET:
            field_dict["family"] = family
        if form is not UNSET:
            field_dict["form"] = form
        if hazardous is not UNSET:
            field_dict["hazardous"] = hazardous
        if legal_status is not UNSET:
            field_dict["legal_status"] = legal_status
        if low is not UNSET:
            field_dict["low"] = low
        if provenance is not UNSET:
            field_dict["provenance"] = provenance
        if qualities is not UNSET:
            field_dict["qualities"] = qualities
        if text is not UNSET:
            field_dict["text"] = text
        if valid_from is not UNSET:
            field_dict["valid_from"] = valid_from

        return field_dict



    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        from ..models.availability_in import AvailabilityIn # noqa: PLC0415
        from ..models.current_route_in import CurrentRouteIn # noqa: PLC0415
        from ..models.current_supply_in import CurrentSupplyIn # noqa: PLC0415
        from ..models.family_in import FamilyIn # noqa: PLC0415
        from ..models.flow_create_qualities import FlowCreateQualities # noqa: PLC0415
        from ..models.quantity_in import QuantityIn # noqa: PLC0415
        d = dict(src_dict)
        certainty = check_flow_create_certainty(d.pop("certainty"))




        direction = check_flow_create_direction(d.pop("direction"))




        nature = check_flow_create_nature(d.pop("nature"))




        quantity = QuantityIn.from_dict(d.pop("quantity"))




        site_id = UUID(d.pop("site_id"))




        def _parse_accepts(data: object) -> list[FlowCreateAcceptsType0Item] | None | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            try:
                if not isinstance(data, list):
                    raise TypeError()
                accepts_type_0 = []
                _accepts_type_0 = data
                for accepts_type_0_item_data in (_accepts_type_0):
                    accepts_type_0_item = check_flow_create_accepts_type_0_item(accepts_type_0_item_data)



                    accepts_type_0.append(accepts_type_0_item)

                return accepts_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(list[FlowCreateAcceptsType0Item] | None | Unset, data)

        accepts = _parse_accepts(d.pop("accepts", UNSET))


        _availability = d.pop("availability", UNSET)
        availability: AvailabilityIn | Unset
        if isinstance(_availability,  Unset):
            availability = UNSET
        else:
            availability = AvailabilityIn.from_dict(_availability)




        def _parse_current_route(data: object) -> CurrentRouteIn | None | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            try:
                if not isinstance(data, dict):
                    raise TypeError()
                current_route_type_0 = CurrentRouteIn.from_dict(data)



                return current_route_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(CurrentRouteIn | None | Unset, data)

        current_route = _parse_current_route(d.pop("current_route", UNSET))


        def _parse_current_supply(data: object) -> CurrentSupplyIn | None | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            try:
                if not isinstance(data, dict):
                    raise TypeError()
                current_supply_type_0 = CurrentSupplyIn.from_dict(data)



                return current_supply_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(CurrentSupplyIn | None | Unset, data)

        current_supply = _parse_current_supply(d.pop("current_supply", UNSET))


        _families = d.pop("families", UNSET)
        families: list[FamilyIn] | Unset = UNSET
        if _families is not UNSET:
            families = []
            for families_item_data in _families:
                families_item = FamilyIn.from_dict(families_item_data)



                families.append(families_item)


        def _parse_family(data: object) -> None | str | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            return cast(None | str | Unset, data)

        family = _parse_family(d.pop("family", UNSET))


        def _parse_form(data: object) -> FlowCreateFormType0 | None | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            try:
                if not isinstance(data, str):
                    raise TypeError()
                form_type_0 = check_flow_create_form_type_0(data)



                return form_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(FlowCreateFormType0 | None | Unset, data)

        form = _parse_form(d.pop("form", UNSET))


        def _parse_hazardous(data: object) -> bool | None | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            return cast(bool | None | Unset, data)

        hazardous = _parse_hazardous(d.pop("hazardous", UNSET))


        def _parse_legal_status(data: object) -> FlowCreateLegalStatusType0 | None | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            try:
                if not isinstance(data, str):
                    raise TypeError()
                legal_status_type_0 = check_flow_create_legal_status_type_0(data)



                return legal_status_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(FlowCreateLegalStatusType0 | None | Unset, data)

        legal_status = _parse_legal_status(d.pop("legal_status", UNSET))


        def _parse_low(data: object) -> None | str | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            return cast(None | str | Unset, data)

        low = _parse_low(d.pop("low", UNSET))


        def _parse_provenance(data: object) -> None | str | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            return cast(None | str | Unset, data)

        provenance = _parse_provenance(d.pop("provenance", UNSET))


        _qualities = d.pop("qualities", UNSET)
        qualities: FlowCreateQualities | Unset
        if isinstance(_qualities,  Unset):
            qualities = UNSET
        else:
            qualities = FlowCreateQualities.from_dict(_qualities)




        def _parse_text(data: object) -> None | str | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            return cast(None | str | Unset, data)

        text = _parse_text(d.pop("text", UNSET))


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


        flow_create = cls(
            certainty=certainty,
            direction=direction,
            nature=nature,
            quantity=quantity,
            site_id=site_id,
            accepts=accepts,
            availability=availability,
            current_route=current_route,
            current_supply=current_supply,
            families=families,
            family=family,
            form=form,
            hazardous=hazardous,
            legal_status=legal_status,
            low=low,
            provenance=provenance,
            qualities=qualities,
            text=text,
            valid_from=valid_from,
        )

        return flow_create


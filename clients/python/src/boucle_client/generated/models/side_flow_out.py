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





T = TypeVar("T", bound="SideFlowOut")



@_attrs_define
class SideFlowOut:
    """ A flow in the version that matching knows; the whole of it is at `/v1/flows/{flow_id}`.

        Attributes:
            accepts (list[str]):
            certainty (str):
            direction (str):
            family (None | str):
            flow_id (UUID):
            form (None | str):
            hazardous (bool):
            legal_status (None | str):
            low (None | str):
            nature (str):
            organisation_id (UUID):
            quantity (QuantityOut): A decimal as text, and its unit; a year.
            site_id (UUID):
            territory (str):
            valid_from (datetime.date):
            version (int):
            withdrawn (bool):
     """

    accepts: list[str]
    certainty: str
    direction: str
    family: None | str
    flow_id: UUID
    form: None | str
    hazardous: bool
    legal_status: None | str
    low: None | str
    nature: str
    organisation_id: UUID
    quantity: QuantityOut
    site_id: UUID
    territory: str
    valid_from: datetime.date
    version: int
    withdrawn: bool
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)





    def to_dict(self) -> dict[str, Any]:
        from ..models.quantity_out import QuantityOut # noqa: PLC0415
        accepts = self.accepts



        certainty = self.certainty

        direction = self.direction

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

        quantity = self.quantity.to_dict()

        site_id = str(self.site_id)

        territory = self.territory

        valid_from = self.valid_from.isoformat()

        version = self.version

        withdrawn = self.withdrawn


        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update({
            "accepts": accepts,
            "certainty": certainty,
            "direction": direction,
            "family": family,
            "flow_id": flow_id,
            "form": form,
            "hazardous": hazardous,
            "legal_status": legal_status,
            "low": low,
            "nature": nature,
            "organisation_id": organisation_id,
            "quantity": quantity,
            "site_id": site_id,
            "territory": territory,
            "valid_from": valid_from,
            "version": version,
            "withdrawn": withdrawn,
        })

        return field_dict



    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        from ..models.quantity_out import QuantityOut # noqa: PLC0415
        d = dict(src_dict)
        accepts = cast(list[str], d.pop("accepts"))


        certainty = d.pop("certainty")

        direction = d.pop("direction")

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




        quantity = QuantityOut.from_dict(d.pop("quantity"))




        site_id = UUID(d.pop("site_id"))




        territory = d.pop("territory")

        valid_from = datetime.date.fromisoformat(d.pop("valid_from"))




        version = d.pop("version")

        withdrawn = d.pop("withdrawn")

        side_flow_out = cls(
            accepts=accepts,
            certainty=certainty,
            direction=direction,
            family=family,
            flow_id=flow_id,
            form=form,
            hazardous=hazardous,
            legal_status=legal_status,
            low=low,
            nature=nature,
            organisation_id=organisation_id,
            quantity=quantity,
            site_id=site_id,
            territory=territory,
            valid_from=valid_from,
            version=version,
            withdrawn=withdrawn,
        )


        side_flow_out.additional_properties = d
        return side_flow_out

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

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, TypeVar, BinaryIO, TextIO, TYPE_CHECKING, Generator

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from ..types import UNSET, Unset

from typing import cast

if TYPE_CHECKING:
  from ..models.carrier_out import CarrierOut
  from ..models.group_out_figures import GroupOutFigures
  from ..models.member_out import MemberOut





T = TypeVar("T", bound="GroupOut")



@_attrs_define
class GroupOut:
    """ A group of sites that could pool a service, or share equipment or a post.

    ``subject``: a service or a kind of equipment of the catalogue, or a ROME code. ``companies``:
    how many others there are, at least; null where they are fewer than three. ``value`` and
    ``threshold``, of ``measure``: the group is `viable` from the threshold on. ``missing``: what it
    lacks; ``fragile``: one member is more than half of it; ``risks``: why it is at risk, or lost.
    A member sees but ``subject``, ``companies`` and itself until those who stay all consented;
    ``value``, ``amount`` and ``figures`` are null where who is hidden could be subtracted.

        Attributes:
            amount (None | str): A decimal.
            anchor (None | str):
            carrier (CarrierOut | None):
            companies (int | None):
            figures (GroupOutFigures):
            fragile (bool):
            measure (None | str):
            members (list[MemberOut]):
            missing (list[str]):
            risks (list[str]):
            state (None | str):
            stream (None | str):
            subject (str):
            territory (None | str):
            threshold (None | str): A decimal.
            unit (None | str):
            value (None | str): A decimal.
     """

    amount: None | str
    anchor: None | str
    carrier: CarrierOut | None
    companies: int | None
    figures: GroupOutFigures
    fragile: bool
    measure: None | str
    members: list[MemberOut]
    missing: list[str]
    risks: list[str]
    state: None | str
    stream: None | str
    subject: str
    territory: None | str
    threshold: None | str
    unit: None | str
    value: None | str
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)





    def to_dict(self) -> dict[str, Any]:
        from ..models.carrier_out import CarrierOut # noqa: PLC0415
        from ..models.group_out_figures import GroupOutFigures # noqa: PLC0415
        from ..models.member_out import MemberOut # noqa: PLC0415
        amount: None | str
        amount = self.amount

        anchor: None | str
        anchor = self.anchor

        carrier: dict[str, Any] | None
        if isinstance(self.carrier, CarrierOut):
            carrier = self.carrier.to_dict()
        else:
            carrier = self.carrier

        companies: int | None
        companies = self.companies

        figures = self.figures.to_dict()

        fragile = self.fragile

        measure: None | str
        measure = self.measure

        members = []
        for members_item_data in self.members:
            members_item = members_item_data.to_dict()
            members.append(members_item)



        missing = self.missing



        risks = self.risks



        state: None | str
        state = self.state

        stream: None | str
        stream = self.stream

        subject = self.subject

        territory: None | str
        territory = self.territory

        threshold: None | str
        threshold = self.threshold

        unit: None | str
        unit = self.unit

        value: None | str
        value = self.value


        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update({
            "amount": amount,
            "anchor": anchor,
            "carrier": carrier,
            "companies": companies,
            "figures": figures,
            "fragile": fragile,
            "measure": measure,
            "members": members,
            "missing": missing,
            "risks": risks,
            "state": state,
            "stream": stream,
            "subject": subject,
            "territory": territory,
            "threshold": threshold,
            "unit": unit,
            "value": value,
        })

        return field_dict



    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        from ..models.carrier_out import CarrierOut # noqa: PLC0415
        from ..models.group_out_figures import GroupOutFigures # noqa: PLC0415
        from ..models.member_out import MemberOut # noqa: PLC0415
        d = dict(src_dict)
        def _parse_amount(data: object) -> None | str:
            if data is None:
                return data
            return cast(None | str, data)

        amount = _parse_amount(d.pop("amount"))


        def _parse_anchor(data: object) -> None | str:
            if data is None:
                return data
            return cast(None | str, data)

        anchor = _parse_anchor(d.pop("anchor"))


        def _parse_carrier(data: object) -> CarrierOut | None:
            if data is None:
                return data
            try:
                if not isinstance(data, dict):
                    raise TypeError()
                carrier_type_0 = CarrierOut.from_dict(data)



                return carrier_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(CarrierOut | None, data)

        carrier = _parse_carrier(d.pop("carrier"))


        def _parse_companies(data: object) -> int | None:
            if data is None:
                return data
            return cast(int | None, data)

        companies = _parse_companies(d.pop("companies"))


        figures = GroupOutFigures.from_dict(d.pop("figures"))




        fragile = d.pop("fragile")

        def _parse_measure(data: object) -> None | str:
            if data is None:
                return data
            return cast(None | str, data)

        measure = _parse_measure(d.pop("measure"))


        members = []
        _members = d.pop("members")
        for members_item_data in (_members):
            members_item = MemberOut.from_dict(members_item_data)



            members.append(members_item)


        missing = cast(list[str], d.pop("missing"))


        risks = cast(list[str], d.pop("risks"))


        def _parse_state(data: object) -> None | str:
            if data is None:
                return data
            return cast(None | str, data)

        state = _parse_state(d.pop("state"))


        def _parse_stream(data: object) -> None | str:
            if data is None:
                return data
            return cast(None | str, data)

        stream = _parse_stream(d.pop("stream"))


        subject = d.pop("subject")

        def _parse_territory(data: object) -> None | str:
            if data is None:
                return data
            return cast(None | str, data)

        territory = _parse_territory(d.pop("territory"))


        def _parse_threshold(data: object) -> None | str:
            if data is None:
                return data
            return cast(None | str, data)

        threshold = _parse_threshold(d.pop("threshold"))


        def _parse_unit(data: object) -> None | str:
            if data is None:
                return data
            return cast(None | str, data)

        unit = _parse_unit(d.pop("unit"))


        def _parse_value(data: object) -> None | str:
            if data is None:
                return data
            return cast(None | str, data)

        value = _parse_value(d.pop("value"))


        group_out = cls(
            amount=amount,
            anchor=anchor,
            carrier=carrier,
            companies=companies,
            figures=figures,
            fragile=fragile,
            measure=measure,
            members=members,
            missing=missing,
            risks=risks,
            state=state,
            stream=stream,
            subject=subject,
            territory=territory,
            threshold=threshold,
            unit=unit,
            value=value,
        )


        group_out.additional_properties = d
        return group_out

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

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
  from ..models.amount_out import AmountOut
  from ..models.candidacy_out import CandidacyOut
  from ..models.criterion_out import CriterionOut
  from ..models.group_out import GroupOut
  from ..models.next_action_out import NextActionOut
  from ..models.quantity_out import QuantityOut
  from ..models.result_out import ResultOut
  from ..models.side_out import SideOut
  from ..models.versions_out import VersionsOut





T = TypeVar("T", bound="SynergyOut")



@_attrs_define
class SynergyOut:
    """ A synergy as its reader may see it. ``version``: of its life, 0 while nobody acted; to a
    company and its tools, of what they see of it: steps that show them nothing do not move it.
    ``candidacy`` is null where no list of best partners holds it now. Masked, ``updated_at`` and
    ``detected_at`` are of the hour.

        Attributes:
            agreed (None | QuantityOut):
            at_risk (bool):
            candidacy (CandidacyOut | None):
            contract_until (datetime.date | None):
            disclosed (bool):
            distance_band (None | str):
            distance_km (None | str):
            eur (AmountOut | None):
            found_by (str):
            group (GroupOut | None):
            kind (str):
            masked (bool):
            nature (None | str):
            next_action (NextActionOut | None):
            pre_existing (bool):
            quantity (None | QuantityOut):
            results (list[ResultOut]):
            route (None | str):
            running_since (datetime.date | None):
            score (int | None):
            score_band (None | str):
            sides (list[SideOut]):
            state (str):
            state_since (datetime.datetime | None):
            stopped_on (datetime.date | None):
            synergy_id (UUID):
            tco2e (AmountOut | None):
            title (None | str):
            updated_at (datetime.datetime):
            version (int):
            versions (None | VersionsOut):
            why (list[CriterionOut]):
     """

    agreed: None | QuantityOut
    at_risk: bool
    candidacy: CandidacyOut | None
    contract_until: datetime.date | None
    disclosed: bool
    distance_band: None | str
    distance_km: None | str
    eur: AmountOut | None
    found_by: str
    group: GroupOut | None
    kind: str
    masked: bool
    nature: None | str
    next_action: NextActionOut | None
    pre_existing: bool
    quantity: None | QuantityOut
    results: list[ResultOut]
    route: None | str
    running_since: datetime.date | None
    score: int | None
    score_band: None | str
    sides: list[SideOut]
    state: str
    state_since: datetime.datetime | None
    stopped_on: datetime.date | None
    synergy_id: UUID
    tco2e: AmountOut | None
    title: None | str
    updated_at: datetime.datetime
    version: int
    versions: None | VersionsOut
    why: list[CriterionOut]
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)





    def to_dict(self) -> dict[str, Any]:
        from ..models.amount_out import AmountOut # noqa: PLC0415
        from ..models.candidacy_out import CandidacyOut # noqa: PLC0415
        from ..models.criterion_out import CriterionOut # noqa: PLC0415
        from ..models.group_out import GroupOut # noqa: PLC0415
        from ..models.next_action_out import NextActionOut # noqa: PLC0415
        from ..models.quantity_out import QuantityOut # noqa: PLC0415
        from ..models.result_out import ResultOut # noqa: PLC0415
        from ..models.side_out import SideOut # noqa: PLC0415
        from ..models.versions_out import VersionsOut # noqa: PLC0415
        agreed: dict[str, Any] | None
        if isinstance(self.agreed, QuantityOut):
            agreed = self.agreed.to_dict()
        else:
            agreed = self.agreed

        at_risk = self.at_risk

        candidacy: dict[str, Any] | None
        if isinstance(self.candidacy, CandidacyOut):
            candidacy = self.candidacy.to_dict()
        else:
            candidacy = self.candidacy

        contract_until: None | str
        if isinstance(self.contract_until, datetime.date):
            contract_until = self.contract_until.isoformat()
        else:
            contract_until = self.contract_until

        disclosed = self.disclosed

        distance_band: None | str
        distance_band = self.distance_band

        distance_km: None | str
        distance_km = self.distance_km

        eur: dict[str, Any] | None
        if isinstance(self.eur, AmountOut):
            eur = self.eur.to_dict()
        else:
            eur = self.eur

        found_by = self.found_by

        group: dict[str, Any] | None
        if isinstance(self.group, GroupOut):
            group = self.group.to_dict()
        else:
            group = self.group

        kind = self.kind

        masked = self.masked

        nature: None | str
        nature = self.nature

        next_action: dict[str, Any] | None
        if isinstance(self.next_action, NextActionOut):
            next_action = self.next_action.to_dict()
        else:
            next_action = self.next_action

        pre_existing = self.pre_existing

        quantity: dict[str, Any] | None
        if isinstance(self.quantity, QuantityOut):
            quantity = self.quantity.to_dict()
        else:
            quantity = self.quantity

        results = []
        for results_item_data in self.results:
            results_item = results_item_data.to_dict()
            results.append(results_item)



        route: None | str
        route = self.route

        running_since: None | str
        if isinstance(self.running_since, datetime.date):
            running_since = self.running_since.isoformat()
        else:
            running_since = self.running_since

        score: int | None
        score = self.score

        score_band: None | str
        score_band = self.score_band

        sides = []
        for sides_item_data in self.sides:
            sides_item = sides_item_data.to_dict()
            sides.append(sides_item)



        state = self.state

        state_since: None | str
        if isinstance(self.state_since, datetime.datetime):
            state_since = self.state_since.isoformat()
        else:
            state_since = self.state_since

        stopped_on: None | str
        if isinstance(self.stopped_on, datetime.date):
            stopped_on = self.stopped_on.isoformat()
        else:
            stopped_on = self.stopped_on

        synergy_id = str(self.synergy_id)

        tco2e: dict[str, Any] | None
        if isinstance(self.tco2e, AmountOut):
            tco2e = self.tco2e.to_dict()
        else:
            tco2e = self.tco2e

        title: None | str
        title = self.title

        updated_at = self.updated_at.isoformat()

        version = self.version

        versions: dict[str, Any] | None
        if isinstance(self.versions, VersionsOut):
            versions = self.versions.to_dict()
        else:
            versions = self.versions

        why = []
        for why_item_data in self.why:
            why_item = why_item_data.to_dict()
            why.append(why_item)




        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update({
            "agreed": agreed,
            "at_risk": at_risk,
            "candidacy": candidacy,
            "contract_until": contract_until,
            "disclosed": disclosed,
            "distance_band": distance_band,
            "distance_km": distance_km,
            "eur": eur,
            "found_by": found_by,
            "group": group,
            "kind": kind,
            "masked": masked,
            "nature": nature,
            "next_action": next_action,
            "pre_existing": pre_existing,
            "quantity": quantity,
            "results": results,
            "route": route,
            "running_since": running_since,
            "score": score,
            "score_band": score_band,
            "sides": sides,
            "state": state,
            "state_since": state_since,
            "stopped_on": stopped_on,
            "synergy_id": synergy_id,
            "tco2e": tco2e,
            "title": title,
            "updated_at": updated_at,
            "version": version,
            "versions": versions,
            "why": why,
        })

        return field_dict



    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        from ..models.amount_out import AmountOut # noqa: PLC0415
        from ..models.candidacy_out import CandidacyOut # noqa: PLC0415
        from ..models.criterion_out import CriterionOut # noqa: PLC0415
        from ..models.group_out import GroupOut # noqa: PLC0415
        from ..models.next_action_out import NextActionOut # noqa: PLC0415
        from ..models.quantity_out import QuantityOut # noqa: PLC0415
        from ..models.result_out import ResultOut # noqa: PLC0415
        from ..models.side_out import SideOut # noqa: PLC0415
        from ..models.versions_out import VersionsOut # noqa: PLC0415
        d = dict(src_dict)
        def _parse_agreed(data: object) -> None | QuantityOut:
            if data is None:
                return data
            try:
                if not isinstance(data, dict):
                    raise TypeError()
                agreed_type_0 = QuantityOut.from_dict(data)



                return agreed_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(None | QuantityOut, data)

        agreed = _parse_agreed(d.pop("agreed"))


        at_risk = d.pop("at_risk")

        def _parse_candidacy(data: object) -> CandidacyOut | None:
            if data is None:
                return data
            try:
                if not isinstance(data, dict):
                    raise TypeError()
                candidacy_type_0 = CandidacyOut.from_dict(data)



                return candidacy_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(CandidacyOut | None, data)

        candidacy = _parse_candidacy(d.pop("candidacy"))


        def _parse_contract_until(data: object) -> datetime.date | None:
            if data is None:
                return data
            try:
                if not isinstance(data, str):
                    raise TypeError()
                contract_until_type_0 = datetime.date.fromisoformat(data)



                return contract_until_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(datetime.date | None, data)

        contract_until = _parse_contract_until(d.pop("contract_until"))


        disclosed = d.pop("disclosed")

        def _parse_distance_band(data: object) -> None | str:
            if data is None:
                return data
            return cast(None | str, data)

        distance_band = _parse_distance_band(d.pop("distance_band"))


        def _parse_distance_km(data: object) -> None | str:
            if data is None:
                return data
            return cast(None | str, data)

        distance_km = _parse_distance_km(d.pop("distance_km"))


        def _parse_eur(data: object) -> AmountOut | None:
            if data is None:
                return data
            try:
                if not isinstance(data, dict):
                    raise TypeError()
                eur_type_0 = AmountOut.from_dict(data)



                return eur_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(AmountOut | None, data)

        eur = _parse_eur(d.pop("eur"))


        found_by = d.pop("found_by")

        def _parse_group(data: object) -> GroupOut | None:
            if data is None:
                return data
            try:
                if not isinstance(data, dict):
                    raise TypeError()
                group_type_0 = GroupOut.from_dict(data)



                return group_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(GroupOut | None, data)

        group = _parse_group(d.pop("group"))


        kind = d.pop("kind")

        masked = d.pop("masked")

        def _parse_nature(data: object) -> None | str:
            if data is None:
                return data
            return cast(None | str, data)

        nature = _parse_nature(d.pop("nature"))


        def _parse_next_action(data: object) -> NextActionOut | None:
            if data is None:
                return data
            try:
                if not isinstance(data, dict):
                    raise TypeError()
                next_action_type_0 = NextActionOut.from_dict(data)



                return next_action_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(NextActionOut | None, data)

        next_action = _parse_next_action(d.pop("next_action"))


        pre_existing = d.pop("pre_existing")

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


        results = []
        _results = d.pop("results")
        for results_item_data in (_results):
            results_item = ResultOut.from_dict(results_item_data)



            results.append(results_item)


        def _parse_route(data: object) -> None | str:
            if data is None:
                return data
            return cast(None | str, data)

        route = _parse_route(d.pop("route"))


        def _parse_running_since(data: object) -> datetime.date | None:
            if data is None:
                return data
            try:
                if not isinstance(data, str):
                    raise TypeError()
                running_since_type_0 = datetime.date.fromisoformat(data)



                return running_since_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(datetime.date | None, data)

        running_since = _parse_running_since(d.pop("running_since"))


        def _parse_score(data: object) -> int | None:
            if data is None:
                return data
            return cast(int | None, data)

        score = _parse_score(d.pop("score"))


        def _parse_score_band(data: object) -> None | str:
            if data is None:
                return data
            return cast(None | str, data)

        score_band = _parse_score_band(d.pop("score_band"))


        sides = []
        _sides = d.pop("sides")
        for sides_item_data in (_sides):
            sides_item = SideOut.from_dict(sides_item_data)



            sides.append(sides_item)


        state = d.pop("state")

        def _parse_state_since(data: object) -> datetime.datetime | None:
            if data is None:
                return data
            try:
                if not isinstance(data, str):
                    raise TypeError()
                state_since_type_0 = datetime.datetime.fromisoformat(data)



                return state_since_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(datetime.datetime | None, data)

        state_since = _parse_state_since(d.pop("state_since"))


        def _parse_stopped_on(data: object) -> datetime.date | None:
            if data is None:
                return data
            try:
                if not isinstance(data, str):
                    raise TypeError()
                stopped_on_type_0 = datetime.date.fromisoformat(data)



                return stopped_on_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(datetime.date | None, data)

        stopped_on = _parse_stopped_on(d.pop("stopped_on"))


        synergy_id = UUID(d.pop("synergy_id"))




        def _parse_tco2e(data: object) -> AmountOut | None:
            if data is None:
                return data
            try:
                if not isinstance(data, dict):
                    raise TypeError()
                tco2e_type_0 = AmountOut.from_dict(data)



                return tco2e_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(AmountOut | None, data)

        tco2e = _parse_tco2e(d.pop("tco2e"))


        def _parse_title(data: object) -> None | str:
            if data is None:
                return data
            return cast(None | str, data)

        title = _parse_title(d.pop("title"))


        updated_at = datetime.datetime.fromisoformat(d.pop("updated_at"))




        version = d.pop("version")

        def _parse_versions(data: object) -> None | VersionsOut:
            if data is None:
                return data
            try:
                if not isinstance(data, dict):
                    raise TypeError()
                versions_type_0 = VersionsOut.from_dict(data)



                return versions_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(None | VersionsOut, data)

        versions = _parse_versions(d.pop("versions"))


        why = []
        _why = d.pop("why")
        for why_item_data in (_why):
            why_item = CriterionOut.from_dict(why_item_data)



            why.append(why_item)


        synergy_out = cls(
            agreed=agreed,
            at_risk=at_risk,
            candidacy=candidacy,
            contract_until=contract_until,
            disclosed=disclosed,
            distance_band=distance_band,
            distance_km=distance_km,
            eur=eur,
            found_by=found_by,
            group=group,
            kind=kind,
            masked=masked,
            nature=nature,
            next_action=next_action,
            pre_existing=pre_existing,
            quantity=quantity,
            results=results,
            route=route,
            running_since=running_since,
            score=score,
            score_band=score_band,
            sides=sides,
            state=state,
            state_since=state_since,
            stopped_on=stopped_on,
            synergy_id=synergy_id,
            tco2e=tco2e,
            title=title,
            updated_at=updated_at,
            version=version,
            versions=versions,
            why=why,
        )


        synergy_out.additional_properties = d
        return synergy_out

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

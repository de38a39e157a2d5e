from __future__ import annotations

from collections.abc import Mapping
from typing import Any, TypeVar, BinaryIO, TextIO, TYPE_CHECKING, Generator

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from ..types import UNSET, Unset

from typing import cast
import datetime

if TYPE_CHECKING:
  from ..models.animator_out import AnimatorOut
  from ..models.controller_out import ControllerOut
  from ..models.territory_out_limits import TerritoryOutLimits
  from ..models.territory_out_parameters import TerritoryOutParameters
  from ..models.territory_out_route_limits import TerritoryOutRouteLimits
  from ..models.territory_out_weights import TerritoryOutWeights
  from ..models.warning_out import WarningOut





T = TypeVar("T", bound="TerritoryOut")



@_attrs_define
class TerritoryOut:
    """ ``animator`` and ``warnings`` (what its mails and pages lack) are for the territory's
    animator and the operator only. ``controller``: its own; where null, its federation's counts.

        Attributes:
            animator (AnimatorOut | None):
            auto_threshold (int):
            controller (ControllerOut | None):
            k (int):
            kind (str):
            least_share (str):
            limits (TerritoryOutLimits):
            name (str):
            parameters (TerritoryOutParameters):
            parent (None | str):
            policy (str):
            requires_if_match (bool):
            route_limits (TerritoryOutRouteLimits):
            routes_off (list[str]):
            siren (str):
            threshold (int):
            updated_at (datetime.datetime):
            version (int):
            warnings (list[WarningOut]):
            weights (TerritoryOutWeights):
     """

    animator: AnimatorOut | None
    auto_threshold: int
    controller: ControllerOut | None
    k: int
    kind: str
    least_share: str
    limits: TerritoryOutLimits
    name: str
    parameters: TerritoryOutParameters
    parent: None | str
    policy: str
    requires_if_match: bool
    route_limits: TerritoryOutRouteLimits
    routes_off: list[str]
    siren: str
    threshold: int
    updated_at: datetime.datetime
    version: int
    warnings: list[WarningOut]
    weights: TerritoryOutWeights
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)





    def to_dict(self) -> dict[str, Any]:
        from ..models.animator_out import AnimatorOut # noqa: PLC0415
        from ..models.controller_out import ControllerOut # noqa: PLC0415
        from ..models.territory_out_limits import TerritoryOutLimits # noqa: PLC0415
        from ..models.territory_out_parameters import TerritoryOutParameters # noqa: PLC0415
        from ..models.territory_out_route_limits import TerritoryOutRouteLimits # noqa: PLC0415
        from ..models.territory_out_weights import TerritoryOutWeights # noqa: PLC0415
        from ..models.warning_out import WarningOut # noqa: PLC0415
        animator: dict[str, Any] | None
        if isinstance(self.animator, AnimatorOut):
            animator = self.animator.to_dict()
        else:
            animator = self.animator

        auto_threshold = self.auto_threshold

        controller: dict[str, Any] | None
        if isinstance(self.controller, ControllerOut):
            controller = self.controller.to_dict()
        else:
            controller = self.controller

        k = self.k

        kind = self.kind

        least_share = self.least_share

        limits = self.limits.to_dict()

        name = self.name

        parameters = self.parameters.to_dict()

        parent: None | str
        parent = self.parent

        policy = self.policy

        requires_if_match = self.requires_if_match

        route_limits = self.route_limits.to_dict()

        routes_off = self.routes_off



        siren = self.siren

        threshold = self.threshold

        updated_at = self.updated_at.isoformat()

        version = self.version

        warnings = []
        for warnings_item_data in self.warnings:
            warnings_item = warnings_item_data.to_dict()
            warnings.append(warnings_item)



        weights = self.weights.to_dict()


        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update({
            "animator": animator,
            "auto_threshold": auto_threshold,
            "controller": controller,
            "k": k,
            "kind": kind,
            "least_share": least_share,
            "limits": limits,
            "name": name,
            "parameters": parameters,
            "parent": parent,
            "policy": policy,
            "requires_if_match": requires_if_match,
            "route_limits": route_limits,
            "routes_off": routes_off,
            "siren": siren,
            "threshold": threshold,
            "updated_at": updated_at,
            "version": version,
            "warnings": warnings,
            "weights": weights,
        })

        return field_dict



    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        from ..models.animator_out import AnimatorOut # noqa: PLC0415
        from ..models.controller_out import ControllerOut # noqa: PLC0415
        from ..models.territory_out_limits import TerritoryOutLimits # noqa: PLC0415
        from ..models.territory_out_parameters import TerritoryOutParameters # noqa: PLC0415
        from ..models.territory_out_route_limits import TerritoryOutRouteLimits # noqa: PLC0415
        from ..models.territory_out_weights import TerritoryOutWeights # noqa: PLC0415
        from ..models.warning_out import WarningOut # noqa: PLC0415
        d = dict(src_dict)
        def _parse_animator(data: object) -> AnimatorOut | None:
            if data is None:
                return data
            try:
                if not isinstance(data, dict):
                    raise TypeError()
                animator_type_0 = AnimatorOut.from_dict(data)



                return animator_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(AnimatorOut | None, data)

        animator = _parse_animator(d.pop("animator"))


        auto_threshold = d.pop("auto_threshold")

        def _parse_controller(data: object) -> ControllerOut | None:
            if data is None:
                return data
            try:
                if not isinstance(data, dict):
                    raise TypeError()
                controller_type_0 = ControllerOut.from_dict(data)



                return controller_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(ControllerOut | None, data)

        controller = _parse_controller(d.pop("controller"))


        k = d.pop("k")

        kind = d.pop("kind")

        least_share = d.pop("least_share")

        limits = TerritoryOutLimits.from_dict(d.pop("limits"))




        name = d.pop("name")

        parameters = TerritoryOutParameters.from_dict(d.pop("parameters"))




        def _parse_parent(data: object) -> None | str:
            if data is None:
                return data
            return cast(None | str, data)

        parent = _parse_parent(d.pop("parent"))


        policy = d.pop("policy")

        requires_if_match = d.pop("requires_if_match")

        route_limits = TerritoryOutRouteLimits.from_dict(d.pop("route_limits"))




        routes_off = cast(list[str], d.pop("routes_off"))


        siren = d.pop("siren")

        threshold = d.pop("threshold")

        updated_at = datetime.datetime.fromisoformat(d.pop("updated_at"))




        version = d.pop("version")

        warnings = []
        _warnings = d.pop("warnings")
        for warnings_item_data in (_warnings):
            warnings_item = WarningOut.from_dict(warnings_item_data)



            warnings.append(warnings_item)


        weights = TerritoryOutWeights.from_dict(d.pop("weights"))




        territory_out = cls(
            animator=animator,
            auto_threshold=auto_threshold,
            controller=controller,
            k=k,
            kind=kind,
            least_share=least_share,
            limits=limits,
            name=name,
            parameters=parameters,
            parent=parent,
            policy=policy,
            requires_if_match=requires_if_match,
            route_limits=route_limits,
            routes_off=routes_off,
            siren=siren,
            threshold=threshold,
            updated_at=updated_at,
            version=version,
            warnings=warnings,
            weights=weights,
        )


        territory_out.additional_properties = d
        return territory_out

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

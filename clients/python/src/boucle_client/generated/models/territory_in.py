from __future__ import annotations

from collections.abc import Mapping
from typing import Any, TypeVar, BinaryIO, TextIO, TYPE_CHECKING, Generator

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from ..types import UNSET, Unset

from ..models.territory_in_kind import check_territory_in_kind
from ..models.territory_in_kind import TerritoryInKind
from ..models.territory_in_policy import check_territory_in_policy
from ..models.territory_in_policy import TerritoryInPolicy
from ..types import UNSET, Unset
from typing import cast

if TYPE_CHECKING:
  from ..models.animator_in import AnimatorIn
  from ..models.controller_in import ControllerIn
  from ..models.territory_in_limits import TerritoryInLimits
  from ..models.territory_in_parameters import TerritoryInParameters
  from ..models.territory_in_route_limits import TerritoryInRouteLimits
  from ..models.territory_in_weights import TerritoryInWeights





T = TypeVar("T", bound="TerritoryIn")



@_attrs_define
class TerritoryIn:
    """ ``PUT /v1/territories/{siren}``. Its animator may change all but name, kind and parent.

        Attributes:
            kind (TerritoryInKind):
            name (str):
            animator (AnimatorIn | None | Unset):
            auto_threshold (int | Unset):  Default: 6000.
            controller (ControllerIn | None | Unset): Who answers for personal data here; its federation's if left out.
            k (int | Unset):  Default: 10.
            least_share (str | Unset): From 0 to 1, of a need: a pair that could move less of it is listed, and nobody is
                mailed about it. Default: '0.02'.
            limits (TerritoryInLimits | Unset):
            parameters (TerritoryInParameters | Unset): Of pooling and sharing, by their keys in `GET /v1/parameters`, each
                within its bounds; the default where left out.
            parent (None | str | Unset):
            policy (TerritoryInPolicy | Unset):  Default: 'animator'.
            requires_if_match (bool | Unset): Organisations, sites and flows here are changed with `If-Match` only. Default:
                False.
            route_limits (TerritoryInRouteLimits | Unset): route -> attribute that it limits -> a tighter range
            routes_off (list[str] | Unset):
            siren (None | str | Unset):
            threshold (int | Unset):  Default: 3000.
            weights (TerritoryInWeights | Unset):
     """

    kind: TerritoryInKind
    name: str
    animator: AnimatorIn | None | Unset = UNSET
    auto_threshold: int | Unset = 6000
    controller: ControllerIn | None | Unset = UNSET
    k: int | Unset = 10
    least_share: str | Unset = '0.02'
    limits: TerritoryInLimits | Unset = UNSET
    parameters: TerritoryInParameters | Unset = UNSET
    parent: None | str | Unset = UNSET
    policy: TerritoryInPolicy | Unset = 'animator'
    requires_if_match: bool | Unset = False
    route_limits: TerritoryInRouteLimits | Unset = UNSET
    routes_off: list[str] | Unset = UNSET
    siren: None | str | Unset = UNSET
    threshold: int | Unset = 3000
    weights: TerritoryInWeights | Unset = UNSET





    def to_dict(self) -> dict[str, Any]:
        from ..models.animator_in import AnimatorIn # noqa: PLC0415
        from ..models.controller_in import ControllerIn # noqa: PLC0415
        from ..models.territory_in_limits import TerritoryInLimits # noqa: PLC0415
        from ..models.territory_in_parameters import TerritoryInParameters # noqa: PLC0415
        from ..models.territory_in_route_limits import TerritoryInRouteLimits # noqa: PLC0415
        from ..models.territory_in_weights import TerritoryInWeights # noqa: PLC0415
        kind: str = self.kind

        name = self.name

        animator: dict[str, Any] | None | Unset
        if isinstance(self.animator, Unset):
            animator = UNSET
        elif isinstance(self.animator, AnimatorIn):
            animator = self.animator.to_dict()
        else:
            animator = self.animator

        auto_threshold = self.auto_threshold

        controller: dict[str, Any] | None | Unset
        if isinstance(self.controller, Unset):
            controller = UNSET
        elif isinstance(self.controller, ControllerIn):
            controller = self.controller.to_dict()
        else:
            controller = self.controller

        k = self.k

        least_share = self.least_share

        limits: dict[str, Any] | Unset = UNSET
        if not isinstance(self.limits, Unset):
            limits = self.limits.to_dict()

        parameters: dict[str, Any] | Unset = UNSET
        if not isinstance(self.parameters, Unset):
            parameters = self.parameters.to_dict()

        parent: None | str | Unset
        if isinstance(self.parent, Unset):
            parent = UNSET
        else:
            parent = self.parent

        policy: str | Unset = UNSET
        if not isinstance(self.policy, Unset):
            policy = self.policy


        requires_if_match = self.requires_if_match

        route_limits: dict[str, Any] | Unset = UNSET
        if not isinstance(self.route_limits, Unset):
            route_limits = self.route_limits.to_dict()

        routes_off: list[str] | Unset = UNSET
        if not isinstance(self.routes_off, Unset):
            routes_off = self.routes_off



        siren: None | str | Unset
        if isinstance(self.siren, Unset):
            siren = UNSET
        else:
            siren = self.siren

        threshold = self.threshold

        weights: dict[str, Any] | Unset = UNSET
        if not isinstance(self.weights, Unset):
            weights = self.weights.to_dict()


        field_dict: dict[str, Any] = {}

        field_dict.update({
            "kind": kind,
            "name": name,
        })
        if animator is not UNSET:
            field_dict["animator"] = animator
        if auto_threshold is not UNSET:
            field_dict["auto_threshold"] = auto_threshold
        if controller is not UNSET:
            field_dict["controller"] = controller
        if k is not UNSET:
            field_dict["k"] = k
        if least_share is not UNSET:
            field_dict["least_share"] = least_share
        if limits is not UNSET:
            field_dict["limits"] = limits
        if parameters is not UNSET:
            field_dict["parameters"] = parameters
        if parent is not UNSET:
            field_dict["parent"] = parent
        if policy is not UNSET:
            field_dict["policy"] = policy
        if requires_if_match is not UNSET:
            field_dict["requires_if_match"] = requires_if_match
        if route_limits is not UNSET:
            field_dict["route_limits"] = route_limits
        if routes_off is not UNSET:
            field_dict["routes_off"] = routes_off
        if siren is not UNSET:
            field_dict["siren"] = siren
        if threshold is not UNSET:
            field_dict["threshold"] = threshold
        if weights is not UNSET:
            field_dict["weights"] = weights

        return field_dict



    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        from ..models.animator_in import AnimatorIn # noqa: PLC0415
        from ..models.controller_in import ControllerIn # noqa: PLC0415
        from ..models.territory_in_limits import TerritoryInLimits # noqa: PLC0415
        from ..models.territory_in_parameters import TerritoryInParameters # noqa: PLC0415
        from ..models.territory_in_route_limits import TerritoryInRouteLimits # noqa: PLC0415
        from ..models.territory_in_weights import TerritoryInWeights # noqa: PLC0415
        d = dict(src_dict)
        kind = check_territory_in_kind(d.pop("kind"))




        name = d.pop("name")

        def _parse_animator(data: object) -> AnimatorIn | None | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            try:
                if not isinstance(data, dict):
                    raise TypeError()
                animator_type_0 = AnimatorIn.from_dict(data)



                return animator_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(AnimatorIn | None | Unset, data)

        animator = _parse_animator(d.pop("animator", UNSET))


        auto_threshold = d.pop("auto_threshold", UNSET)

        def _parse_controller(data: object) -> ControllerIn | None | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            try:
                if not isinstance(data, dict):
                    raise TypeError()
                controller_type_0 = ControllerIn.from_dict(data)



                return controller_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(ControllerIn | None | Unset, data)

        controller = _parse_controller(d.pop("controller", UNSET))


        k = d.pop("k", UNSET)

        least_share = d.pop("least_share", UNSET)

        _limits = d.pop("limits", UNSET)
        limits: TerritoryInLimits | Unset
        if isinstance(_limits,  Unset):
            limits = UNSET
        else:
            limits = TerritoryInLimits.from_dict(_limits)




        _parameters = d.pop("parameters", UNSET)
        parameters: TerritoryInParameters | Unset
        if isinstance(_parameters,  Unset):
            parameters = UNSET
        else:
            parameters = TerritoryInParameters.from_dict(_parameters)




        def _parse_parent(data: object) -> None | str | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            return cast(None | str | Unset, data)

        parent = _parse_parent(d.pop("parent", UNSET))


        _policy = d.pop("policy", UNSET)
        policy: TerritoryInPolicy | Unset
        if isinstance(_policy,  Unset):
            policy = UNSET
        else:
            policy = check_territory_in_policy(_policy)




        requires_if_match = d.pop("requires_if_match", UNSET)

        _route_limits = d.pop("route_limits", UNSET)
        route_limits: TerritoryInRouteLimits | Unset
        if isinstance(_route_limits,  Unset):
            route_limits = UNSET
        else:
            route_limits = TerritoryInRouteLimits.from_dict(_route_limits)




        routes_off = cast(list[str], d.pop("routes_off", UNSET))


        def _parse_siren(data: object) -> None | str | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            return cast(None | str | Unset, data)

        siren = _parse_siren(d.pop("siren", UNSET))


        threshold = d.pop("threshold", UNSET)

        _weights = d.pop("weights", UNSET)
        weights: TerritoryInWeights | Unset
        if isinstance(_weights,  Unset):
            weights = UNSET
        else:
            weights = TerritoryInWeights.from_dict(_weights)




        territory_in = cls(
            kind=kind,
            name=name,
            animator=animator,
            auto_threshold=auto_threshold,
            controller=controller,
            k=k,
            least_share=least_share,
            limits=limits,
            parameters=parameters,
            parent=parent,
            policy=policy,
            requires_if_match=requires_if_match,
            route_limits=route_limits,
            routes_off=routes_off,
            siren=siren,
            threshold=threshold,
            weights=weights,
        )

        return territory_in


"""Decide what of a synergy a viewer sees: the one function that masks. API answers and mails pass
through ``mask_synergy``; events are whole and stay between the services. Until both companies
consented, a counterpart sees only the ``Preview`` that was made of coarse values when the synergy
was qualified: nothing that names a company, a site or a flow, no exact figure, no free text. Before
qualification, an animator of one side sees of the other its family, sector division, territory,
rounded quantity, a distance band, and the name and verdict of each reason; a company nothing, nor
of what people recorded."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Final
from uuid import UUID

import msgspec

from boucle.contract.events.matching import Preview, SidePreview
from boucle.contract.events.reasons import Amount, Criterion, Verdict
from boucle.contract.group_masking import last_answered, mask_group
from boucle.contract.kinds import Form, form_of
from boucle.contract.rounding import distance_band, hour_if, rounded, rounded_amount, score_band
from boucle.contract.views import SideView, SynergyView, Versions
from boucle.platform.identity.principal import Principal

HIDDEN = "hidden until both companies consent"
_NOTHING: Final = Preview(organisation_id=UUID(int=0), others=())


@dataclass(frozen=True, slots=True)
class Viewer:
    """Organisations, territories or everything that a viewer acts for. ``tool``: the client id of a
    tool."""

    organisations: frozenset[UUID] = frozenset()
    territories: frozenset[str] = frozenset()
    everything: bool = False
    tool: str | None = None

    @classmethod
    def of(cls, principal: Principal, granted: frozenset[UUID] = frozenset()) -> "Viewer":
        """Return the viewer for a principal. ``granted``: organisations that granted a tool, which
        its token does not list."""
        match principal.role:
            case "operator" | "service":
                return cls(everything=True)
            case "company":
                return cls(organisations=principal.organisations)
            case "tool":
                return cls(organisations=granted, tool=principal.client_id)
            case "animator":
                return cls(territories=principal.territories)

    @classmethod
    def company(cls, *organisations: UUID) -> "Viewer":
        return cls(organisations=frozenset(organisations))

    @classmethod
    def animator(cls, *territories: str) -> "Viewer":
        return cls(territories=frozenset(territories))


OPERATOR = Viewer(everything=True)


def mask_synergy(view: SynergyView, *, viewer: Viewer) -> SynergyView:
    """Return what ``viewer`` may see of ``view``; idempotent, pure. A side is whole for its own
    company (or its tool) and for the animator of its territory; once disclosed, both sides are, for
    whoever sees one of them whole. The pair's figures are exact only if every side is whole.
    Groups: ``group_masking``."""
    own = [_is_own(side, viewer) for side in view.sides]
    staff = viewer.everything or bool(viewer.territories)
    return _MASKS[form_of(view)](view, own, preview_for(view, viewer), staff)


def _mask_pair(
    view: SynergyView, own: Sequence[bool], preview: Preview | None, staff: bool
) -> SynergyView:
    whole = [mine or (view.disclosed and any(own)) for mine in own]
    banded = msgspec.structs.replace(
        view,
        distance_band=_band_of(view),
        score_band=view.score_band if view.score is None else score_band(view.score),
        previews=(),
        versions=_versions(view, staff),
    )
    if whole and all(whole):
        return banded
    if preview is None and not (staff or view.masked):
        preview = _NOTHING
    sides = tuple(
        side if visible else _masked_side(side, preview, staff)
        for side, visible in zip(view.sides, whole, strict=True)
    )
    # A state's begin may be the other's moment.
    since = hour_if(view.state_since) if staff else last_answered(s for s in sides if not s.masked)
    return _masked_pair(msgspec.structs.replace(banded, sides=sides, state_since=since), preview)


def _versions(view: SynergyView, staff: bool) -> Versions | None:
    """Hide the count of all steps: a company hears only of steps that change what it sees."""
    versions = view.versions
    if versions is None or staff:
        return versions
    return Versions(
        catalogue=versions.catalogue,
        rules=versions.rules,
        factors=versions.factors,
        offer=versions.offer,
        need=versions.need,
        life=None,
        settings_offer=versions.settings_offer,
        settings_need=versions.settings_need,
    )


def preview_for(view: SynergyView, viewer: Viewer) -> Preview | None:
    """Return what the viewer's side may see of the others, if qualified; the first of several."""
    own = {side.organisation_id for side in view.sides if _is_own(side, viewer)}
    return next((preview for preview in view.previews if preview.organisation_id in own), None)


def _is_own(side: SideView, viewer: Viewer) -> bool:
    return (
        viewer.everything
        or side.organisation_id in viewer.organisations
        or side.territory in viewer.territories
    )


def _masked_side(side: SideView, preview: Preview | None, staff: bool) -> SideView:
    """Build the side from permitted fields, so that a new field is hidden by default."""
    preview_side = SidePreview(side.role, side.family, side.division, side.quantity)
    if preview is not None:
        others = {one.role: one for one in preview.others}
        preview_side = others.get(side.role, SidePreview(side.role))
    return SideView(
        role=side.role,
        territory=side.territory if staff else None,
        family=preview_side.family,
        division=preview_side.division,
        quantity=None if preview_side.quantity is None else rounded(preview_side.quantity),
        standing=side.standing,
        masked=True,
    )


def _masked_pair(view: SynergyView, preview: Preview | None) -> SynergyView:
    if preview is not None:
        view = msgspec.structs.replace(
            view,
            score_band=preview.score_band,
            quantity=preview.quantity,
            distance_band=preview.distance_band,
            criteria=preview.criteria,
            tco2e=preview.tco2e,
            eur=preview.eur,
        )
    return SynergyView(
        synergy_id=view.synergy_id,
        kind=view.kind,
        sides=view.sides,
        nature=view.nature,
        # A route names the families of both sides.
        route=view.route if all(side.family is not None for side in view.sides) else None,
        state=view.state,
        state_since=view.state_since,
        found_by=view.found_by,
        pre_existing=view.pre_existing,
        disclosed=view.disclosed,
        at_risk=view.at_risk,
        masked=True,
        score_band=view.score_band,
        quantity=None if view.quantity is None else rounded(view.quantity),
        distance_band=view.distance_band,
        criteria=tuple(map(masked_criterion, view.criteria)),
        tco2e=None if view.tco2e is None else rounded_amount(view.tco2e),
        eur=_masked_eur(view, preview),
    )


def _masked_eur(view: SynergyView, preview: Preview | None) -> Amount | None:
    """Leave out the other's part: a saving, even rounded, tells the other's price."""
    if view.eur is None:
        return None
    if preview is not None:
        return view.eur
    return Amount(unit=view.eur.unit, missing=HIDDEN)


def _is_surely_enough(criterion: Criterion) -> bool:
    """Tell whether an offer read from a rounded copy is enough for the need, whatever it is."""
    return criterion.value is not None and Decimal(criterion.value) >= _SURELY_ENOUGH


def of_a_copy(criterion: Criterion) -> Criterion:
    """Say nothing of what a rounded copy does not show: whether the offer is enough."""
    if criterion.name != "quantity" or criterion.verdict not in _WEIGHED:
        return criterion
    if criterion.verdict == "pass" and _is_surely_enough(criterion):
        return criterion
    return msgspec.structs.replace(criterion, verdict="unknown", value=None, limit=None)


def masked_criterion(criterion: Criterion) -> Criterion:
    """Drop value and points of a private criterion: points are a function of the value."""
    if not criterion.private:
        return criterion
    return Criterion(
        name=criterion.name,
        verdict=criterion.verdict,
        weight=criterion.weight,
        unit=criterion.unit,
        private=True,
        hidden=True,
    )


def _band_of(view: SynergyView) -> str | None:
    return view.distance_band if view.distance_km is None else distance_band(view.distance_km)


_SURELY_ENOUGH: Final = Decimal(160)
"""Percent of the need: enough for whatever stands behind a step of 1-2-5."""
_WEIGHED: Final[frozenset[Verdict]] = frozenset({"pass", "partial"})
_Mask = Callable[[SynergyView, Sequence[bool], Preview | None, bool], SynergyView]
_MASKS: Final[Mapping[Form, _Mask]] = {Form.PAIR: _mask_pair, Form.GROUP: mask_group}

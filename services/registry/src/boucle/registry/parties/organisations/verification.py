"""Who an organisation is said to be, and who vouches for it: claimed, verified or refused. Pure.

A SIREN binds nothing but a verified organisation; of each, one at most is present.
"""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Literal
from uuid import UUID

from boucle.platform.errors import Fault, Faulty
from boucle.platform.identity.principal import Principal, Role
from boucle.platform.translating import tr
from boucle.registry.domain.entities import Organisation, OrganisationState, Site, SiteDraft

How = Literal[
    "before",  # declared before states were kept
    "declared",
    "declared_by_animator",
    "declared_by_operator",
    "tool",
    "visit",
    "call",
    "post",
    "refused",
    "moved",  # it, or a site, says to be elsewhere or another establishment
    "merged",
    "split",
    "restored",
]


@dataclass(frozen=True, slots=True)
class Voucher:
    """Who says so, when. ``how``: by which right what they declare is verified at once, if it is.
    ``evidence``: what they saw."""

    client_id: str
    role: Role
    now: datetime
    how: How | None
    evidence: str | None = None


@dataclass(frozen=True, slots=True)
class Verification:
    """A state that an organisation got. ``version``: the organisation's, with that state.

    ``by`` and ``role`` None: nobody's act (it was so before, or was restored).
    """

    organisation_id: UUID
    version: int
    at: datetime
    state: OrganisationState
    how: How
    siren: str | None
    by: str | None
    role: Role | None
    evidence: str | None


def vouching(
    principal: Principal,
    territory: str,
    now: datetime,
    *,
    verifies: bool,
    evidence: str | None = None,
) -> Voucher:
    """``territory``: the organisation's; ``verifies``: the operator trusts this tool to verify."""
    how: How | None = None
    match principal.role:
        case "operator":
            how = "declared_by_operator"
        case "animator" if territory in principal.territories:
            how = "declared_by_animator"
        case "tool" if verifies:
            how = "tool"
    return Voucher(principal.client_id, principal.role, now, how, evidence)


def declared_state(voucher: Voucher, *, taken: bool) -> tuple[OrganisationState, How]:
    """Of a new organisation. ``taken``: another one is verified with its SIREN."""
    if voucher.how is None or taken:
        return "claimed", "declared"
    return "verified", voucher.how


def revised_state(
    before: Organisation, siren: str | None, voucher: Voucher, *, taken: bool
) -> tuple[OrganisationState, How | None]:
    """Of one that is declared again, now with ``siren``; no ``How``: nobody was asked.

    Raises Faulty where it is verified and would get a SIREN that nobody vouches for.
    """
    if before.state == "refused":
        return "refused", None
    if before.state == "verified" and before.withdrawn_at is None:
        if siren == before.siren:
            return "verified", None
        if voucher.how is None:
            raise Faulty(_kept_siren(before, siren))
        if taken:
            raise Faulty(taken_siren(siren))
        return "verified", voucher.how
    if before.state == "verified" and siren == before.siren and not taken:
        return "verified", None  # it comes back
    if voucher.how == "tool" and not taken:
        return "verified", "tool"
    return "claimed", "declared" if before.state == "verified" else None


def moved_state(
    before: Organisation, territory: str, said: tuple[OrganisationState, How | None], there: Voucher
) -> tuple[OrganisationState, How | None]:
    """Of one that would be in the state ``said``, now in ``territory``: who knows it where it was
    does not know that it is there. ``there``: whether the caller vouches for that."""
    state, how = said
    if territory == before.territory or before.state != "verified" or state != "verified":
        return said
    return ("claimed", "moved") if there.how is None else (state, how or there.how)


def unproven(
    organisation: Organisation, before: SiteDraft | None, site: SiteDraft
) -> Literal["territory", "siret"] | None:
    """By which field a site of a verified organisation says what nobody looked at then: another
    territory, another SIRET, or one where no SIREN says whose it is. ``before``: None of a new
    one."""
    if organisation.on_trial:
        return None
    if before is not None and before.territory != site.territory:
        return "territory"
    known = before.siret if before is not None else None
    if site.siret in (None, known) or (known is None and organisation.siren is not None):
        return None
    return "siret"


def claimed_again(before: Organisation | None, after: Organisation) -> list[Fault]:
    """A warning where it was verified, and moved."""
    lost = before is not None and not before.on_trial and after.state == "claimed"
    return [_to_be_verified("territory", after.territory)] if lost else []


def site_claimed_again(before: Site | None, after: Site) -> list[Fault]:
    """The same of a site that moved, or has another SIRET."""
    if before is None or before.on_trial or not after.on_trial:
        return []
    if before.draft.territory != after.draft.territory:
        return [_to_be_verified("territory", after.draft.territory)]
    return [_to_be_verified("siret", after.draft.siret)]


def _to_be_verified(field: str, value: str | None) -> Fault:
    return Fault(
        field,
        value,
        "is not what its organisation was verified with: that is claimed again, its flows on trial",
        "the former one, or an animator of its territory who verifies it again",
    )


def recorded(
    organisation: Organisation, how: How, voucher: Voucher | None, now: datetime
) -> Verification:
    """The state that the organisation has now, for its history."""
    return Verification(
        organisation_id=organisation.id,
        version=organisation.version,
        at=now,
        state=organisation.state,
        how=how,
        siren=organisation.siren,
        by=voucher.client_id if voucher else None,
        role=voucher.role if voucher else None,
        evidence=voucher.evidence if voucher else None,
    )


def with_state(organisation: Organisation, state: OrganisationState, now: datetime) -> Organisation:
    """The organisation, in another state, at its next version."""
    return replace(organisation, state=state, version=organisation.version + 1, updated_at=now)


def siret_fault(organisation: Organisation, siret: str | None) -> Fault | None:
    """A site of a verified organisation is an establishment of its SIREN."""
    if organisation.on_trial:
        return None
    return _foreign(
        organisation, siret, "does not begin with the SIREN of its verified organisation"
    )


def siret_doubt(organisation: Organisation, siret: str | None) -> Fault | None:
    """Warn where nobody verified the organisation yet: with such a site nobody can."""
    if not organisation.on_trial:
        return None
    return _foreign(organisation, siret, "does not begin with the SIREN of its organisation")


def _foreign(organisation: Organisation, siret: str | None, message: str) -> Fault | None:
    siren = organisation.siren
    if siren is None or siret is None or siret.startswith(siren):
        return None
    return Fault(
        "siret", siret, message, tr("a SIRET that begins with {siren}, or no SIRET", siren=siren)
    )


def foreign_siret(organisation: Organisation, sites: Iterable[Site]) -> Fault | None:
    """What is wrong with its SIREN, if one of its present sites is another's establishment."""
    for site in sites:
        if not site.withdrawn_at and siret_fault(organisation, site.draft.siret):
            return Fault(
                "siren",
                organisation.siren,
                tr(
                    "is not the SIREN of its site {id}, whose SIRET is {siret}",
                    id=site.id,
                    siret=site.draft.siret,
                ),
                "the SIREN with which the SIRET of each site begins: correct one of them first",
            )
    return None


def taken_siren(siren: str | None) -> Fault:
    return Fault(
        "siren",
        siren,
        "is the SIREN of another verified organisation",
        "the SIREN of this one; if both are one, merge them",
    )


def _kept_siren(before: Organisation, siren: str | None) -> Fault:
    right = "without SIREN" if before.siren is None else f"its SIREN, {before.siren}"
    return Fault(
        "siren",
        siren,
        "is not the SIREN with which this organisation was verified",
        tr("{right}; the animator of its territory or the operator may change it", right=right),
    )

"""Two organisations that are one: may they be merged, and what becomes of their sites. Pure."""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from uuid import UUID

from boucle.contract.sandboxes import sandbox_of
from boucle.platform.errors import Fault
from boucle.platform.translating import tr
from boucle.registry.domain.entities import Organisation, Site


def why_not_one(one: Organisation, into: Organisation) -> str | None:
    """What contradicts it, and what to do; None: nothing does."""
    if one.id == into.id:
        return "an organisation cannot be merged into itself: give the id of the other one"
    if sandbox_of(one.territory) != sandbox_of(into.territory):
        return "one of them is in a sandbox: nothing leaves it"
    if into.state == "refused":
        return tr("organisation {id} was refused: verify it first", id=into.id)
    if one.state == "verified" and into.state != "verified":
        return tr(
            "organisation {id} is verified, {id2} is not: merge that one into this one",
            id=one.id,
            id2=into.id,
        )
    if one.siren and into.siren and one.siren != into.siren:
        return tr(
            "they have two SIRENs, {siren} and {siren2}: correct one of them first",
            siren=one.siren,
            siren2=into.siren,
        )
    return None


def foreign_tools(one: Organisation, letting: Sequence[str]) -> list[Fault]:
    """What is wrong with who is let act: the tools of the one that goes, and no others."""
    return [
        Fault(
            "tools",
            tool,
            "is not a tool that acts for the organisation which goes",
            tr("one of its tools ({tools}), or none", tools=", ".join(one.tools) or "-"),
        )
        for tool in letting
        if tool not in one.tools
    ]


def merged(
    one: Organisation, into: Organisation, now: datetime, letting: Collection[str] = ()
) -> tuple[Organisation, Organisation]:
    """Both, after: its name, its SIREN, its contacts and who acts for it stay what they are.
    ``letting``: tools of the first one that may act for it from now on."""
    gone = replace(
        one, withdrawn_at=now, merged_into=into.id, version=one.version + 1, updated_at=now
    )
    stays = replace(
        into,
        tools=tuple(sorted({*into.tools, *letting})),
        direct=into.direct or one.direct,
        version=into.version + 1,
        updated_at=now,
    )
    return gone, stays


@dataclass(frozen=True, slots=True)
class Twin:
    """Two sites of one SIRET: ``gone`` is given up for ``stays``. ``direct``: the first one's."""

    gone: UUID
    stays: UUID
    direct: bool


def twins(sites: Iterable[Site], into: Organisation) -> list[Twin]:
    """Of present sites of two organisations: each SIRET is one site's afterwards."""
    present = [site for site in sites if not site.withdrawn_at and site.draft.siret]
    kept = {site.draft.siret: site.id for site in present if site.organisation_id == into.id}
    return [
        Twin(site.id, kept[site.draft.siret], site.direct)
        for site in present
        if site.organisation_id != into.id and site.draft.siret in kept
    ]

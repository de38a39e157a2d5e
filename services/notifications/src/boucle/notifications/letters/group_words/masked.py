"""Put in words what one company may know of a group, always through the masking function. Pure.

Until all who stay agreed, this is the proposal, its own need and share, and a minimum number of
other companies (three or more). Then it is who they are and what each brings.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Final
from uuid import UUID

from boucle.catalogue import Catalogue
from boucle.catalogue.wording.figures import number, with_unit
from boucle.contract.events.groups import RiskReason
from boucle.contract.events.matching import Life, Preview, RefusalReason
from boucle.contract.events.reasons import Amount
from boucle.contract.kinds import members_of, the_group
from boucle.contract.kinds.members import staying
from boucle.contract.views import MemberView, SynergyView
from boucle.notifications.directory.answer import OwnSharing
from boucle.notifications.letters import words
from boucle.notifications.letters.gain import Gain
from boucle.notifications.letters.group_words.chosen import words_of
from boucle.notifications.letters.group_words.growing import (
    GROWING,
    GrowingWords,
    Joining,
    joining,
)
from boucle.notifications.letters.group_words.limits import limits_of
from boucle.notifications.letters.group_words.own import OwnNeed, equipment_unit
from boucle.notifications.letters.group_words.services import CONTRACT
from boucle.notifications.letters.group_words.share import HIDDEN, Weighed, share_of
from boucle.notifications.letters.group_words.wording import Wording
from boucle.notifications.letters.subjects import Proposal
from boucle.notifications.lives.groups import is_outdated
from boucle.pages.translating import N_, Translator

_RISKS: Final[dict[RiskReason, str]] = {
    "member_left": N_("une entreprise a quitté le groupe"),
    "contract_renewed": N_("une entreprise a renouvelé seule son contrat"),
    "volume_fell": N_("les quantités du groupe ont baissé"),
    "carrier_left": N_("qui assurait le service ne le peut plus"),
    "cost_rose": N_("le service coûterait plus cher qu'avant"),
    "pays_less": N_("une entreprise paie aujourd'hui moins que dans le groupe"),
    "terms_changed": N_("les conditions d'une entreprise ont changé"),
}
_OUTDATED: Final = N_(
    "à chiffrer : il manque le nouveau calcul, car une entreprise a quitté le groupe"
)
_OF_SUBSTANCES: Final = frozenset({"waste_collection", "effluent"})
_COSTS: Final = (frozenset({"stand_alone"}), frozenset({"fixed", "marginal"}))
"""Figures that tell what equipment costs: who needs it, who offers it."""
_UNFIT: Final[frozenset[RefusalReason]] = frozenset({"concentration", "form"})
"""Reasons of refusal that say nothing where no substance is meant."""


@dataclass(frozen=True, slots=True)
class MaskedGroup:
    """A group as its reader may know it. ``named``: the reader knows the others. ``at_least``: how
    many others there are, before that. ``carrier``: who carries or hosts it, once named to the
    reader. ``caller``: who calls the others first. ``risks``: why it is at risk or was lost, in
    words; ``lost``: it runs, and is viable no more. ``limits``: its conditions, with their sources.
    ``unfit``: reasons of refusal that make no sense here. ``amounts``: of equipment, by company;
    ``figures``: of the group, once named. ``joining``: of what grows; ``outvoted``: the reader
    refused those who joined."""

    subject: str
    kind: str
    need: OwnNeed
    wording: Wording
    proposal: Proposal
    gain: Gain
    named: bool
    at_least: int | None
    carrier: UUID | None
    caller: UUID
    risks: tuple[str, ...]
    limits: tuple[str, ...]
    unfit: frozenset[RefusalReason]
    amounts: Mapping[UUID, str]
    figures: Mapping[str, Amount]
    joining: Joining | None = None
    outvoted: bool = False
    lost: bool = False

    @property
    def growing(self) -> GrowingWords | None:
        return None if self.joining is None else GROWING[self.joining]

    @property
    def group(self) -> "MaskedGroup":
        return self

    def checks(self, _: Translator) -> tuple[str, ...]:
        return tuple(_(question) for question in self.wording.checks)

    def case(self, _: Translator) -> str | None:
        return _(self.wording.case) if self.wording.case else None


def masked_group(
    life: Life,
    view: SynergyView,
    preview: Preview | None,
    company: UUID,
    own: OwnSharing | None,
    catalogue: Catalogue,
    _: Translator,
) -> MaskedGroup:
    group = the_group(view)
    kind, said = words_of(life.kind, group.subject, own)
    place = joining(life, company)
    wording = _unanswered(_of_growing(said.wording(group.subject, own), place), own)
    named = not view.masked and view.disclosed
    line = equipment_unit(group.subject) is not None
    own_members = [one for one in group.members if one.organisation_id == company]
    amounts = dict(_amounts(group.subject, group.members, _))
    need = said.need(group.subject, own, catalogue, _).with_amount(amounts.get(company))
    return MaskedGroup(
        subject=group.subject,
        kind=kind,
        need=need,
        wording=wording,
        proposal=Proposal(need.short, tuple(map(_, wording.news)), _(wording.name)),
        gain=Gain(_(_OUTDATED))
        if named and is_outdated(life)
        else _gain(
            preview,
            own_members,
            own,
            wording,
            _,
            group.figures.get("eur"),
            line=line,
            runs=view.running_since is not None,
            priced=kind == "equipment",
            named=named,
        ),
        named=named,
        at_least=group.companies,
        carrier=group.carrier.organisation_id if group.carrier and named else None,
        caller=first_of(life),
        risks=tuple(_(_RISKS[one]) for one in life.risks) if named else (),
        limits=tuple(limits_of(view.criteria, group.subject, catalogue, _)),
        unfit=frozenset() if group.subject in _OF_SUBSTANCES else _UNFIT,
        amounts=amounts,
        figures=group.figures if named else {},
        joining=place,
        outvoted=place == "member" and _refused_newcomers(life, company),
        lost=named and life.lost_on is not None,
    )


def _refused_newcomers(life: Life, company: UUID) -> bool:
    growth = the_group(life).growth
    newcomers = () if growth is None else growth.newcomers
    own = (one for one in life.parties if one.side.organisation_id == company)
    apart = {each for one in own for each in one.apart_from}
    return any(
        one.side.organisation_id in apart
        for one in life.parties
        if one.side.sharing_id in newcomers
    )


def _amounts(
    subject: str, members: Iterable[MemberView], _: Translator
) -> Iterator[tuple[UUID, str]]:
    """Yield how much of the equipment each organisation has or takes at most, where known."""
    unit = equipment_unit(subject)
    for one in members if unit else ():
        if one.organisation_id is not None and one.amount is not None:
            figure = number(words.significant(one.amount), _.language)
            yield one.organisation_id, with_unit(figure, unit, _.language)


def _of_growing(wording: Wording, place: Joining | None) -> Wording:
    if place is None:
        return wording
    words = GROWING[place]
    return replace(
        wording,
        news=words.news,
        found=words.found,
        gain=words.gain or wording.gain,
        wished=words.wished or wording.wished,
    )


def _unanswered(wording: Wording, own: OwnSharing | None) -> Wording:
    """Return it without the question that the reader's declaration answers."""
    if own is None or own.contract_end is None:
        return wording
    return replace(wording, checks=tuple(one for one in wording.checks if one != CONTRACT))


def first_of(life: Life) -> UUID:
    """Return who calls the others: the owner of what is shared, else the first of those who
    stay."""
    stay = [party.side.organisation_id for party in staying(life)]
    stay = stay or [party.side.organisation_id for party in life.parties]
    owners = {one.organisation_id for one in members_of(life) if one.role == "owner"}
    return next((one for one in stay if one in owners), stay[0])


def other_companies(view: MaskedGroup, _: Translator) -> str:
    """Return « au moins 3 entreprises proches »."""
    if view.at_least is None:
        return _("une ou plusieurs entreprises proches")
    return _("au moins {count} entreprises proches", count=view.at_least)


def _gain(
    preview: Preview | None,
    own_members: Sequence[MemberView],
    own: OwnSharing | None,
    wording: Wording,
    _: Translator,
    total: Amount | None,
    *,
    line: bool,
    runs: bool,
    priced: bool,
    named: bool,
) -> Gain:
    preview_range = preview.eur if preview else None
    first = next(iter(own_members), None)
    weighed = Weighed()
    if first is not None:
        owner = first.role == "owner"
        weighed = Weighed(first.saving, first.alone, total, owner, line, runs, priced)
    hidden = not named and not wording.quoted and own is not None and _tells_cost(own)
    missing = _(HIDDEN) if hidden else _(wording.missing)
    return share_of(preview_range, weighed, missing, wording, _)


def _tells_cost(own: OwnSharing) -> bool:
    return own.cost is not None or any(figures <= own.figures.keys() for figures in _COSTS)

"""Put in words what one company may know of a synergy, through the masking function. Pure.

The view of the others may lack a family, a sector or a distance, where too few companies would fit:
the words then do without.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Final, Protocol
from uuid import UUID

from boucle.catalogue import Catalogue
from boucle.catalogue.wording.figures import Language
from boucle.contract.events.matching import Life, NextAction, Preview, Role, State
from boucle.contract.events.reasons import SynergyKind
from boucle.contract.events.registry import Quantity
from boucle.contract.kinds import Form, form_of, of_group, the_group
from boucle.contract.masking import Viewer, mask_synergy, preview_for
from boucle.contract.views import SideView, SynergyView, view_of
from boucle.notifications.directory.answer import Own, OwnFlow, OwnSharing
from boucle.notifications.letters import words
from boucle.notifications.letters.amounts import (
    at_most,
    in_unit_of,
    is_part,
    only_at_times,
    span_behind,
    tonnes_of_co2,
)
from boucle.notifications.letters.calls import first_caller
from boucle.notifications.letters.checks import checks, strengths
from boucle.notifications.letters.gain import Gain, gain_of
from boucle.notifications.letters.group_words.masked import MaskedGroup, masked_group
from boucle.notifications.letters.running import Running, at_agreed, running_of
from boucle.notifications.letters.subjects import Proposal, matters, place, subjects
from boucle.notifications.translating import translator
from boucle.pages.translating import N_, Translator

_UNKNOWN_FLOW: Final[dict[Role, str]] = {
    "offer": N_("de quoi répondre à votre besoin"),
    "need": N_("un flux que le vôtre pourrait remplacer"),
    "member": N_("flux à préciser"),
}


@dataclass(frozen=True, slots=True)
class OtherSide:
    """The other company: what it has or wants, and its sector; nothing that names it.
    ``organisation`` is its id, once both companies agreed to be named to each other."""

    role: Role
    family: str
    quantity: str | None
    sector: str | None
    organisation: UUID | None


@dataclass(frozen=True, slots=True)
class MaskedView:
    """A synergy as one of its companies may read it; all quantities in the unit of its own flow.
    ``own_quantity`` is exact: it is the reader's; ``amount`` is the same, short (« 9 000 t/an »).
    ``band`` is the distance, masked or exact. ``quantity`` is what could move, never more than the
    reader's own; ``part``: surely less. ``crowd`` says among how many companies the others are.
    ``emits_more``: it would surely cost CO2. ``reasons`` speak for it; ``checks`` are questions to
    settle together. ``case`` is an existing example. ``calls_first``: the reader calls, once all
    are named. ``begins``: first day. ``next_action`` is None while masked. ``group`` is what the
    reader may know of a group; its ``others`` are there, and it has no figures of a pair."""

    language: Language
    kind: SynergyKind
    role: Role
    family: str
    own_quantity: str | None
    amount: str | None
    band: str | None
    others: tuple[OtherSide, ...]
    distance: str
    crowd: str | None
    quantity: str | None
    part: bool
    climate: str | None
    emits_more: bool
    gain: Gain
    reasons: tuple[str, ...]
    checks: tuple[str, ...]
    case: str | None
    calls_first: bool
    begins: str | None = None
    state: State | None = None
    state_since: datetime | None = None
    next_action: NextAction | None = None
    running: Running | None = None
    group: MaskedGroup | None = None
    route: str | None = None

    @property
    def proposal(self) -> Proposal | None:
        """Return a group's name and news beside the reader's own need; None of a pair."""
        return of_group(self, lambda group: group.proposal)

    @property
    def carrier(self) -> UUID | None:
        """Return who carries or hosts a group, once named to the reader."""
        return of_group(self, lambda group: group.carrier)

    @property
    def others_named(self) -> bool:
        return _NAMED[form_of(self)](self)

    @property
    def sector(self) -> str | None:
        return self.others[0].sector if len(self.others) == 1 else None

    @property
    def headline(self) -> str:
        _ = translator(self.language)
        return _TOGETHER[form_of(self)](self, _) if self.others_named else subjects(self)[0]

    @property
    def of_ones_group(self) -> str:
        """Return the same of a group that the reader is in, or was until it ended."""
        _ = translator(self.language)
        return _("{matter} : votre groupe", matter=next(iter(matters(self))))


def _exchange(view: MaskedView, _: Translator) -> str:
    matter = next(iter(matters(view)))
    return _("{matter} : votre échange {place}", matter=matter, place=place(view.band, _))


_NAMED: Final[Mapping[Form, Callable[[MaskedView], bool]]] = {
    Form.PAIR: lambda view: all(other.organisation is not None for other in view.others),
    Form.GROUP: lambda view: the_group(view).named,
}
_TOGETHER: Final[Mapping[Form, Callable[[MaskedView, Translator], str]]] = {
    Form.PAIR: _exchange,
    Form.GROUP: lambda view, _: view.of_ones_group,
}
"""One line on what companies that know each other do together."""


class SynergyTerms(Protocol):
    """What is proposed to the reader, in words. ``caller`` is who calls the others first."""

    @property
    def gain(self) -> Gain: ...
    @property
    def caller(self) -> UUID: ...
    @property
    def group(self) -> MaskedGroup | None: ...
    def checks(self, _: Translator) -> tuple[str, ...]: ...
    def case(self, _: Translator) -> str | None: ...


@dataclass(frozen=True, slots=True)
class PairTerms:
    """The terms of a pair; those of a group are what may be known of it."""

    synergy: SynergyView
    gain: Gain
    caller: UUID
    catalogue: Catalogue
    amount: str | None
    group: MaskedGroup | None = None

    def checks(self, _: Translator) -> tuple[str, ...]:
        output = (self.synergy.route or "").partition(">")[0]
        family = output if self.catalogue.has_family(output) else None
        open_ones, masked = self.synergy.criteria, self.synergy.masked
        return checks(open_ones, self.catalogue, _, self.amount, family, masked=masked)

    def case(self, _: Translator) -> str | None:
        return _case(self.synergy.route, self.catalogue, _)


def masked_view(
    life: Life,
    company: UUID,
    catalogue: Catalogue,
    language: Language,
    declared: Own | None = None,
) -> MaskedView:
    """Return the synergy as ``company`` may know it; raise ValueError when it is no party to it.
    ``declared`` is the company's own flow in its unit, or what it would share."""
    whole, viewer = view_of(life), Viewer.company(company)
    synergy = at_agreed(mask_synergy(whole, viewer=viewer))
    preview = preview_for(whole, viewer)
    side = next((side for side in synergy.sides if side.organisation_id == company), None)
    if side is None:
        raise ValueError(f"{company} is no party to {life.synergy_id}")
    _ = translator(language)
    own = declared.quantity if isinstance(declared, OwnFlow) else side.quantity
    shared = declared if isinstance(declared, OwnSharing) else None
    others = tuple(_other(one, own, catalogue, _) for one in synergy.sides if one is not side)
    amount = _amount(synergy, own, language)
    crowd = preview.crowd if preview is not None and synergy.masked else None
    proposed: Mapping[Form, Callable[[], SynergyTerms]] = {
        Form.PAIR: lambda: PairTerms(
            synergy,
            _gain(synergy, preview, side.role, catalogue, _),
            first_caller(life),
            catalogue,
            amount,
        ),
        Form.GROUP: lambda: masked_group(life, synergy, preview, company, shared, catalogue, _),
    }
    # The state of a pair was shown when it came; a member reads its own.
    since = {Form.PAIR: life.state_since, Form.GROUP: synergy.state_since}
    band, km = synergy.distance_band, synergy.distance_km
    band = band if km is None or synergy.masked else words.exact_distance(km)
    terms, at_times = proposed[form_of(synergy)](), only_at_times(synergy, catalogue)
    return MaskedView(
        language=language,
        kind=synergy.kind,
        role=side.role,
        family=words.family(catalogue, side.family, language),
        own_quantity=words.own_quantity(own, language) if own else None,
        amount=amount,
        band=band,
        others=others,
        distance=words.distance_span(band, language),
        crowd=words.crowd(crowd, others[0].role, language) if others else None,
        quantity=_moved(synergy, own, preview, language, at_times=at_times),
        part=is_part(synergy.quantity, own, masked=synergy.masked),
        climate=tonnes_of_co2(synergy.tco2e, _, masked=synergy.masked, at_times=at_times),
        emits_more=synergy.tco2e is not None and synergy.tco2e.surely_costs,
        gain=terms.gain,
        reasons=strengths(synergy.criteria, catalogue, synergy.route, _, masked=synergy.masked),
        checks=terms.checks(_),
        case=terms.case(_),
        calls_first=terms.caller == company,
        begins=words.first_day(synergy.criteria, language),
        state=synergy.state,
        state_since=since[form_of(synergy)],
        next_action=synergy.next_action,
        running=running_of(synergy, life, language),
        group=terms.group,
        route=synergy.route,
    )


def _gain(
    synergy: SynergyView,
    preview: Preview | None,
    role: Role,
    catalogue: Catalogue,
    _: Translator,
) -> Gain:
    """Return the gain; a figure shown before still holds where the other named no price."""
    runs = synergy.running_since is not None
    found = gain_of(synergy.eur, role, catalogue, masked=synergy.masked, _=_)
    if found.computed or runs or preview is None or preview.eur is None:
        return found
    before = gain_of(preview.eur, role, catalogue, masked=True, _=_)
    return before if before.computed or synergy.masked else found


def _amount(synergy: SynergyView, own: Quantity | None, language: Language) -> str | None:
    """Return the reader's own; of what runs what was agreed."""
    if own is None:
        return None
    runs = synergy.running_since is not None and synergy.agreed is not None
    shown = in_unit_of(synergy.agreed, own) if runs and synergy.agreed else own
    return words.short_amount(shown, language)


def _moved(
    synergy: SynergyView,
    own: Quantity | None,
    preview: Preview | None,
    language: Language,
    *,
    at_times: bool,
) -> str | None:
    if synergy.quantity is None:
        return None
    whole = in_unit_of(synergy.quantity, own)
    if synergy.running_since is not None:
        return words.own_quantity(whole, language)
    if synergy.masked:
        most = own if preview is None or preview.most is None else in_unit_of(preview.most, own)
        return span_behind(whole, most, translator(language), at_times=at_times)
    return words.own_quantity(at_most(whole, own), language)


def _other(side: SideView, own: Quantity | None, catalogue: Catalogue, _: Translator) -> OtherSide:
    amount = in_unit_of(side.quantity, own) if side.quantity else None
    said = words.quantity if side.masked else words.own_quantity
    return OtherSide(
        role=side.role,
        family=_family(side, catalogue, _),
        quantity=said(amount, _.language) if amount else None,
        sector=words.sector(catalogue, side.division, _.language),
        organisation=side.organisation_id,
    )


def _family(side: SideView, catalogue: Catalogue, _: Translator) -> str:
    """Say what an unknown flow is to the reader's own, where its family is not shown."""
    if side.family is None and side.masked:
        return _(_UNKNOWN_FLOW[side.role])
    return words.family(catalogue, side.family, _.language)


def _case(route: str | None, catalogue: Catalogue, _: Translator) -> str | None:
    """Return one place where this is done, in France if there is one. The mask removes the route
    where it would tell the other's family."""
    cases = catalogue.cases_of(route) if route else ()
    if not cases:
        return None
    case = next((one for one in cases if one.place.endswith("(FR)")), cases[0])
    what = case.label_fr if _.language == "fr" else case.label_en
    return _("{place} : {what}.", place=case.place.removesuffix(" (FR)"), what=what)

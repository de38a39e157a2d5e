"""Posts as groups: what is said of each, and how one stands that people act on. Pure."""

from collections.abc import Mapping, Sequence
from fractions import Fraction
from itertools import combinations
from typing import Final
from uuid import UUID

from msgspec.structs import replace

from boucle.catalogue.sharing import sharing_catalogue
from boucle.contract.events.groups import Group, GroupMember, RiskReason
from boucle.contract.events.reasons import Amount, Criterion
from boucle.matching.kinds.detector import ActedOn
from boucle.matching.kinds.ids import group_id
from boucle.matching.kinds.sharing.places import anchor_of, territory_of
from boucle.matching.kinds.sharing.posts.contracts import RANKS, Contract, ContractName
from boucle.matching.kinds.sharing.posts.needs import FTE, MONTHS, Need, PostRules
from boucle.matching.kinds.sharing.posts.pairs import metres_of, same_activity
from boucle.matching.kinds.sharing.posts.posts import Post
from boucle.matching.kinds.sharing.standing import (
    gone,
    reasons_seen,
    remaining,
    state_of,
    text,
)

STREAM: Final = "any"
MONTH: Final = "month_fte"
"""What is measured: the full-time equivalent of the least month that the contract covers."""
PEAK: Final = "peak_share"
"""The same where it asks for too much: the share of its fullest month that one person can do."""
_UNITS: Final[Mapping[str, str]] = {MONTH: "FTE", PEAK: "1"}


def group_of(post: Post, rules: PostRules) -> Group:
    """A post that nobody acts on yet."""
    members, contract = post.members, post.contract
    anchor = anchor_of(members[0].sharing)
    measure, value, threshold = _tightest(contract, _threshold(contract, rules), rules)
    total = sum(_served(need, contract.season) for need in members)
    return Group(
        synergy_id=group_id("sharing", anchor, (need.sharing.sharing_id for need in members)),
        kind="sharing",
        subject=_subject(members),
        anchor=anchor,
        stream=STREAM,
        state="near" if contract.name == "near" else "viable",
        territory=territory_of(need.sharing for need in members),
        members=tuple(_member(need, contract.season) for need in members),
        measure=measure,
        value=text(value),
        threshold=text(threshold),
        unit=_UNITS[measure],
        amount=text(Fraction(total, FTE)),
        figures=_figures(total, rules),
        criteria=_criteria(post, rules),
        missing=_missing(contract, rules),
        fragile=any(2 * _served(need, contract.season) > total for need in members),
        catalogue_version=sharing_catalogue().version,
    )


def standing(acted: ActedOn, declared: Mapping[UUID, Need], rules: PostRules) -> Group:
    """A post that people act on, as its members' needs are now. ``declared``: all needs, by id."""
    group = acted.group
    sharings = {key: need.sharing for key, need in declared.items()}
    there = remaining(acted, sharings)
    reasons = reasons_seen(acted, sharings)
    needs = tuple(sorted((declared[one.sharing_id] for one in there), key=lambda need: need.key))
    if len({need.sharing.organisation_id for need in needs}) < rules.members_least:
        return gone(acted, reasons)
    pairs = [metres_of(one, other) for one, other in combinations(needs, 2)]
    metres = [apart for apart in pairs if apart is not None]
    if len(metres) < len(pairs):
        return gone(acted, [*reasons, "terms_changed"])
    season = _season_of(group)
    sums = [sum(need.months[month] for need in needs) for month in season]
    contract = Contract(_contract_of(group), season, min(sums), max(sums))
    measure, value, threshold = _tightest(contract, _threshold_of(group, rules), rules)
    ratio = value / threshold
    if ratio < 1 and "member_left" not in reasons:
        reasons.append(_why(there, needs, season))
    found = group_of(Post(needs, contract, max(metres)), rules)
    return replace(
        found,
        synergy_id=group.synergy_id,
        anchor=group.anchor,
        subject=group.subject,
        territory=group.territory,
        state=state_of(acted, ratio, rules.lost, reasons),
        measure=measure,
        value=text(value),
        threshold=text(threshold),
        unit=_UNITS[measure],
        missing=(),
        reasons=tuple(dict.fromkeys(reasons)),
    )


def _threshold(contract: Contract, rules: PostRules) -> Fraction:
    """What its least month must reach, in full-time equivalents."""
    hours = contract.name in ("permanent_part_time", "seasonal")
    return Fraction(rules.part_time if hours else rules.month_least, FTE)


def _threshold_of(group: Group, rules: PostRules) -> Fraction:
    """The same of a group, as it was qualified."""
    return Fraction(group.threshold) if group.measure == MONTH else Fraction(rules.month_least, FTE)


def _tightest(
    contract: Contract, threshold: Fraction, rules: PostRules
) -> tuple[str, Fraction, Fraction]:
    """Measure, value and threshold of the bound that is nearer to breaking, or furthest beyond."""
    least = Fraction(contract.least, FTE)
    peak = Fraction(rules.month_most, max(contract.most, 1))
    if peak < 1 and peak < least / threshold:
        return PEAK, peak, Fraction(1)
    return MONTH, least, threshold


def _why(there: Sequence[GroupMember], needs: Sequence[Need], season: Sequence[int]) -> RiskReason:
    """Why its months no longer make the post: less is asked for, or other months are."""
    before = sum(Fraction(month) for member in there for month in member.months)
    now = Fraction(sum(need.months[month] for need in needs for month in season), FTE)
    return "volume_fell" if now < before else "terms_changed"


def _contract_of(group: Group) -> ContractName:
    """As it was qualified."""
    named = next((of.value for of in group.criteria if of.name == "contract"), None)
    return next((name for name in RANKS if name == named), "near")


def _season_of(group: Group) -> tuple[int, ...]:
    """The months that it covered as it was qualified."""
    return tuple(
        month
        for month in range(MONTHS)
        if any(Fraction(member.months[month]) > 0 for member in group.members)
    )


def _served(need: Need, season: Sequence[int]) -> int:
    """Mean over the year of what it gets, in millionths."""
    return sum(need.months[month] for month in season) // MONTHS


def _member(need: Need, season: Sequence[int]) -> GroupMember:
    sharing = need.sharing
    months = (need.months[month] if month in season else 0 for month in range(MONTHS))
    return GroupMember(
        sharing_id=sharing.sharing_id,
        organisation_id=sharing.organisation_id,
        site_id=sharing.site_id,
        territory=sharing.territory,
        division=sharing.site.naf.code[:2] if sharing.site.naf else None,
        amount=text(Fraction(_served(need, season), FTE)),
        months=tuple(text(Fraction(month, FTE)) for month in months),
        joins_on=sharing.contract_end,
    )


def _subject(members: Sequence[Need]) -> str:
    """The ROME code of the most work; the least of several."""
    work: dict[str, int] = {}
    for need in members:
        work[need.code] = work.get(need.code, 0) + need.year
    return min(work, key=lambda code: (-work[code], code))


def _figures(total: int, rules: PostRules) -> dict[str, Amount]:
    fte = text(Fraction(total, FTE))
    hours = text(Fraction(total, FTE) * Fraction(rules.year_hours))
    return {
        "fte": Amount(unit="FTE", low=fte, high=fte),
        "hours": Amount(unit="h/a", low=hours, high=hours, factor="workforce_year_hours"),
    }


def _criteria(post: Post, rules: PostRules) -> tuple[Criterion, ...]:
    members, contract = post.members, post.contract
    alike = any(same_activity(a.sharing, b.sharing) for a, b in combinations(members, 2))
    family = sharing_catalogue().occupations.same_family
    one_family = all(family(a.code, b.code) for a, b in combinations(members, 2))
    sums = [sum(need.months[month] for need in members) for month in range(MONTHS)]
    least, most = Fraction(min(sums), FTE), Fraction(max(sums), FTE)
    full = contract.name == "permanent_full_time"
    return (
        Criterion(name="contract", verdict="pass" if full else "partial", value=contract.name),
        Criterion(
            name="full_time_months",
            verdict="pass" if full else "fail",
            value=_short_months(sums, rules) or text(least),
            limit=text(Fraction(rules.month_least, FTE)),
            unit="FTE",
        ),
        Criterion(
            name="fullest_month",
            verdict="pass" if max(sums) <= rules.month_most else "fail",
            value=text(most),
            limit=text(Fraction(rules.month_most, FTE)),
            unit="FTE",
        ),
        Criterion(
            name="reach",
            verdict="pass",
            value=text(Fraction(post.metres, 1000)),
            limit=text(Fraction(rules.metres, 1000)),
            unit="km",
        ),
        Criterion(name="occupation", verdict="pass" if one_family else "partial"),
        Criterion(name="same_activity", verdict="partial" if alike else "pass"),
    )


def _short_months(sums: Sequence[int], rules: PostRules) -> str:
    """The months, 1 to 12, that keep it from full time all year."""
    out = [m for m, fte in enumerate(sums, 1) if not rules.month_least <= fte <= rules.month_most]
    return ",".join(map(str, out))


def _missing(contract: Contract, rules: PostRules) -> tuple[str, ...]:
    if contract.name != "near":
        return ()
    lacking = ("months",) if contract.least < rules.month_least else ()
    return lacking if contract.most <= rules.month_most else (*lacking, "peak")

"""Posts as groups: what is said of each. Pure."""

from collections.abc import Mapping, Sequence
from decimal import Decimal
from fractions import Fraction
from itertools import combinations
from typing import Final

from boucle.catalogue.sharing import sharing_catalogue
from boucle.contract.events.groups import Group, GroupMember
from boucle.contract.events.reasons import Amount, Criterion
from boucle.matching.kinds.ids import group_id
from boucle.matching.kinds.sharing.places import anchor_of, territory_of
from boucle.matching.kinds.sharing.posts.contracts import Contract
from boucle.matching.kinds.sharing.posts.needs import FTE, MONTHS, Need, PostRules
from boucle.matching.kinds.sharing.posts.pairs import same_activity
from boucle.matching.kinds.sharing.posts.posts import Post
from boucle.matching.kinds.sharing.standing import text
from boucle.matching.kinds.starting import beginning

STREAM: Final = "any"
MONTH: Final = "month_fte"
"""What is measured: the full-time equivalent of the least month that the contract covers."""
PEAK: Final = "peak_share"
"""The same where it asks for too much: the share of its fullest month that one person can do."""
UNITS: Final[Mapping[str, str]] = {MONTH: "FTE", PEAK: "1"}


def group_of(post: Post, rules: PostRules) -> Group:
    """A post that nobody acts on yet."""
    members, contract = post.members, post.contract
    anchor = anchor_of(members[0].sharing)
    measure, value, threshold = tightest(contract, threshold_of(contract, rules), rules)
    total = sum(_served(need, contract.season) for need in members)
    return Group(
        synergy_id=group_id("sharing", anchor, (need.id for need in members)),
        kind="sharing",
        subject=_subject(members),
        anchor=anchor,
        stream=STREAM,
        state="near" if contract.name == "near" else "viable",
        territory=territory_of(need.sharing for need in members),
        members=tuple(member_of(need, contract.season) for need in members),
        measure=measure,
        value=text(value),
        threshold=text(threshold),
        unit=UNITS[measure],
        amount=text(Fraction(total, FTE)),
        figures=_figures(total, rules),
        criteria=_criteria(post, rules),
        missing=_missing(contract, rules),
        fragile=any(2 * _served(need, contract.season) > total for need in members),
        catalogue_version=sharing_catalogue().version,
    )


def threshold_of(contract: Contract, rules: PostRules) -> Fraction:
    """What its least month must reach, in full-time equivalents."""
    hours = contract.name in ("permanent_part_time", "seasonal")
    return Fraction(rules.part_time if hours else rules.month_least, FTE)


def tightest(
    contract: Contract, threshold: Fraction, rules: PostRules
) -> tuple[str, Fraction, Fraction]:
    """Measure, value and threshold of the bound that is nearer to breaking, or furthest beyond."""
    least = Fraction(contract.least, FTE)
    peak = Fraction(rules.month_most, max(contract.most, 1))
    if peak < 1 and peak < least / threshold:
        return PEAK, peak, Fraction(1)
    return MONTH, least, threshold


def _served(need: Need, season: Sequence[int]) -> int:
    """Mean over the year of what it gets, in millionths."""
    return sum(need.months[month] for month in season) // MONTHS


def member_of(need: Need, season: Sequence[int]) -> GroupMember:
    sharing = need.sharing
    months = (need.months[month] if month in season else 0 for month in range(MONTHS))
    return GroupMember(
        sharing_id=sharing.sharing_id,
        organisation_id=sharing.organisation_id,
        site_id=sharing.site_id,
        territory=sharing.territory,
        division=sharing.site.naf.code[:2] if sharing.site.naf else None,
        amount=text(Fraction(_served(need, season), FTE)),
        alone=sharing.cost if max(map(Decimal, sharing.months)) <= 1 else None,
        months=tuple(text(Fraction(month, FTE)) for month in months),
        part=need.part,
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
            verdict="pass" if min(sums) >= rules.month_least else "fail",
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
        beginning(need.sharing for need in members),
    )


def _short_months(sums: Sequence[int], rules: PostRules) -> str:
    """The months, 1 to 12, that have too little for full time."""
    out = [m for m, fte in enumerate(sums, 1) if fte < rules.month_least]
    return ",".join(map(str, out))


def _missing(contract: Contract, rules: PostRules) -> tuple[str, ...]:
    if contract.name != "near":
        return ()
    lacking = ("months",) if contract.least < rules.month_least else ()
    return lacking if contract.most <= rules.month_most else (*lacking, "peak")

"""How a post stands that people act on. Pure."""

from collections.abc import Mapping, Sequence
from fractions import Fraction
from itertools import combinations
from uuid import UUID

from msgspec.structs import replace

from boucle.contract.events.groups import Group, GroupMember, RiskReason
from boucle.matching.kinds.detector import ActedOn
from boucle.matching.kinds.sharing.posts.contracts import (
    ALL_YEAR,
    RANKS,
    Contract,
    ContractName,
    contract_of,
)
from boucle.matching.kinds.sharing.posts.groups import MONTH, UNITS, group_of, tightest
from boucle.matching.kinds.sharing.posts.needs import FTE, MONTHS, Need, PostRules
from boucle.matching.kinds.sharing.posts.pairs import metres_of
from boucle.matching.kinds.sharing.posts.posts import Post
from boucle.matching.kinds.sharing.standing import gone, reasons_seen, remaining, state_of, text


def standing(acted: ActedOn, declared: Mapping[UUID, Need], rules: PostRules) -> Group:
    """The post as its members' needs are now. ``declared``: all needs, by id."""
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
    contract = _contract_now(group, needs, rules)
    measure, value, threshold = tightest(contract, _threshold_of(group, rules), rules)
    ratio = value / threshold
    if ratio < 1 and "member_left" not in reasons:
        reasons.append(_why(there, needs, contract.season))
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
        unit=UNITS[measure],
        missing=(),
        reasons=tuple(dict.fromkeys(reasons)),
    )


def _contract_now(group: Group, needs: Sequence[Need], rules: PostRules) -> Contract:
    """As it was qualified; of a group that names its members alone, what their needs make."""
    season = _season_of(group)
    if not season:
        lanes = sum(need.lanes for need in needs)
        made = contract_of(needs, lanes, rules)
        if made is not None:
            return made
    covered = season or ALL_YEAR
    sums = [sum(need.months[month] for need in needs) for month in covered]
    return Contract(_named(group), covered, min(sums), max(sums))


def _named(group: Group) -> ContractName:
    named = next((of.value for of in group.criteria if of.name == "contract"), None)
    return next((name for name in RANKS if name == named), "near")


def _season_of(group: Group) -> tuple[int, ...]:
    """The months that it covered as it was qualified; none where its members say no months."""
    said = [member.months for member in group.members if len(member.months) == MONTHS]
    return tuple(
        month for month in range(MONTHS) if any(Fraction(months[month]) > 0 for months in said)
    )


def _threshold_of(group: Group, rules: PostRules) -> Fraction:
    """What its least month must reach, in full-time equivalents, as it was qualified."""
    return Fraction(group.threshold) if group.measure == MONTH else Fraction(rules.month_least, FTE)


def _why(there: Sequence[GroupMember], needs: Sequence[Need], season: Sequence[int]) -> RiskReason:
    """Why its months no longer make the post: less is asked for, or other months are."""
    before = sum(Fraction(month) for member in there for month in member.months)
    now = Fraction(sum(need.months[month] for need in needs for month in season), FTE)
    return "volume_fell" if now < before else "terms_changed"

"""How a post stands that people act on. Pure."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from fractions import Fraction
from itertools import combinations

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
from boucle.matching.kinds.sharing.posts.groups import MONTH, UNITS, group_of, member_of, tightest
from boucle.matching.kinds.sharing.posts.needs import FTE, MONTHS, Need, PartId, PostRules
from boucle.matching.kinds.sharing.posts.pairs import metres_of
from boucle.matching.kinds.sharing.posts.posts import Post
from boucle.matching.kinds.sharing.standing import gone, state_of, text
from boucle.matching.kinds.starting import joining


def parts_held(acted: ActedOn) -> Iterator[PartId]:
    """The persons that are free for no other post."""
    return (_part(one) for one in acted.group.members if one.sharing_id not in acted.left)


def standing(acted: ActedOn, declared: Mapping[PartId, Need], rules: PostRules) -> Group:
    """The post as its members' needs are now. ``declared``: all needs."""
    group = acted.group
    there = [one for one in group.members if _part(one) in declared]
    there = [one for one in there if one.sharing_id not in acted.left]
    reasons: list[RiskReason] = ["member_left"] if len(there) < len(group.members) else []
    staying = sorted((declared[_part(one)] for one in there), key=lambda need: need.key)
    joins = _joining(staying, rules)
    if _renewed(there, joins):
        reasons.append("contract_renewed")
    needs = tuple(need for need in staying if joins[need.part_id] is None)
    if len({need.sharing.organisation_id for need in needs}) < rules.members_least:
        return gone(acted, reasons)
    pairs = [metres_of(one, other) for one, other in combinations(needs, 2)]
    metres = [apart for apart in pairs if apart is not None]
    if len(metres) < len(pairs):
        return gone(acted, [*reasons, "terms_changed"])
    contract = _contract_now(group, needs, rules)
    measure, value, threshold = tightest(contract, _threshold_of(group, rules), rules)
    ratio = value / threshold
    if ratio < 1 and not reasons:
        reasons.append(_why(there, needs, contract.season))
    found = group_of(Post(needs, contract, max(metres)), rules)
    later = [need for need in staying if need not in needs]
    return replace(
        found,
        members=(*found.members, *(_later(need, joins[need.part_id]) for need in later)),
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


def _part(member: GroupMember) -> PartId:
    return member.sharing_id, member.part


def _joining(needs: Sequence[Need], rules: PostRules) -> dict[PartId, date | None]:
    joins = joining([need.sharing for need in needs], rules.begin_months) if needs else []
    return {need.part_id: day for need, day in zip(needs, joins, strict=True)}


def _renewed(there: Sequence[GroupMember], joins: Mapping[PartId, date | None]) -> bool:
    """Whether a contract binds somebody longer than when the post was qualified."""
    days = ((one.joins_on, joins[_part(one)]) for one in there)
    return any(now is not None and (was is None or now > was) for was, now in days)


def _later(need: Need, joins_on: date | None) -> GroupMember:
    """A member that stays, and counts once its contract ends."""
    return replace(member_of(need, ()), joins_on=joins_on)


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
    """The months that it covered as it was qualified; none where a member, such as a newcomer, says
    no months."""
    said = [member.months for member in group.members]
    if any(len(months) != MONTHS for months in said):
        return ()
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

"""Which two needs can be parts of one post. Pure."""

from typing import Final

from boucle.catalogue.sharing import sharing_catalogue
from boucle.contract.events.sharing import Sharing
from boucle.matching.kinds.sharing.places import metres_between
from boucle.matching.kinds.sharing.posts.needs import Need, PostRules, rules_among

_METRES_PER_DEGREE: Final = 111_000
"""Of latitude, at least."""


def metres_of(one: Need, other: Need) -> int | None:
    """How far apart they are, in metres; None where no post may have both, by the rules of their
    least territory. What their months and days ask for is judged of the whole post."""
    mine, theirs, rules = one.sharing, other.sharing, rules_among((one, other))
    if abs(mine.site.latitude - theirs.site.latitude) * _METRES_PER_DEGREE > rules.metres:
        return None
    if mine.organisation_id == theirs.organisation_id or _excluded(mine, theirs):
        return None
    if not _occupations_meet(one.code, other.code, rules) or not _levels_meet(mine, theirs, rules):
        return None
    metres = metres_between(mine.site, theirs.site)
    return metres if metres <= rules.metres else None


def same_activity(one: Sharing, other: Sharing) -> bool:
    """Whether both say the same activity (NAF class): no refusal, the animator asks them."""
    mine, theirs = one.site.naf, other.site.naf
    if mine is None or theirs is None or mine.version != theirs.version:
        return False
    return mine.code[:5] == theirs.code[:5]


def _excluded(one: Sharing, other: Sharing) -> bool:
    return one.organisation_id in other.excluded or other.organisation_id in one.excluded


def _occupations_meet(one: str, other: str, rules: PostRules) -> bool:
    occupations = sharing_catalogue().occupations
    if occupations.same_family(one, other):
        return True
    return rules.neighbours and occupations.neighbouring(one, other)


def _levels_meet(one: Sharing, other: Sharing, rules: PostRules) -> bool:
    mine, theirs = one.figures.get("level"), other.figures.get("level")
    if mine is None or theirs is None:
        return True
    return abs(int(float(mine)) - int(float(theirs))) <= rules.levels_apart

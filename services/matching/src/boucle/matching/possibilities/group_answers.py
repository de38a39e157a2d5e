"""The possibilities of what a site could pool or share, as the API shows them."""

from typing import Annotated, Any, Final, Literal
from uuid import UUID

from pydantic import Field

from boucle.matching.kinds.detector import Declared
from boucle.matching.possibilities.group_decisions import GroupPossibility
from boucle.matching.possibilities.of_sharings import market_of_own
from boucle.matching.queries.parts import AmountOut, ResponseModel
from boucle.matching.queries.responses import SentenceOut

WhyNoGroup = Literal["no_part", "too_few"]
_WHY: Final = {
    "no_part": SentenceOut(
        fr="Cette déclaration ne participe pas : non classée, ou il y manque ce par quoi un groupe "
        "se trouve.",
        en="This declaration takes no part: unclassified, or it lacks what a group is found by.",
    ),
    "too_few": SentenceOut(
        fr="Rien n'est montré tant que moins de trois autres entreprises feraient l'affaire : "
        "l'animateur de votre territoire voit ce qui existe, et peut en démarcher.",
        en="Nothing is shown while fewer than three other companies would do: the animator of "
        "your territory sees what there is, and can ask others.",
    ),
}


class GroupPossibilityOut(ResponseModel):
    """A group in which it would stand, of copies. ``companies``: how many other companies would do,
    at least, never fewer than three; ``missing``: what such a group would still lack;
    ``gain``: your share of what it would save, EUR a year, as a mail about it would say."""

    kind: str
    subject: str
    state: Literal["near", "viable"]
    companies: int
    missing: list[str]
    gain: AmountOut


class NoGroupOut(ResponseModel):
    """Why there is none."""

    reason: WhyNoGroup
    sentence: SentenceOut


class SharingPossibilitiesOut(ResponseModel):
    """What a need or an offer could be pooled or shared in, from coarse copies of all others (place
    by cells of 11 km, amounts in steps of 1-2-5, no price, no date): nothing in it is another
    company's exact value, and it does not depend on who else was faster. ``sharing_version``: of
    what was looked at; ``on_trial``: its organisation is not verified, nobody else sees it."""

    sharing_id: UUID
    sharing_version: Annotated[int, Field(description="Registry's version of the declaration.")]
    on_trial: bool
    possibilities: list[GroupPossibilityOut]
    none: NoGroupOut | None


def group_answer(own: Declared[Any], found: GroupPossibility | None) -> SharingPossibilitiesOut:
    return SharingPossibilitiesOut(
        sharing_id=own.id,
        sharing_version=own.version,
        on_trial=own.body.on_trial,
        possibilities=[] if found is None else [_possibility(found)],
        none=None if found is not None else _none(own),
    )


def _possibility(found: GroupPossibility) -> GroupPossibilityOut:
    return GroupPossibilityOut(
        kind=found.group.kind,
        subject=found.group.subject,
        state="near" if found.group.state == "near" else "viable",
        companies=found.companies,
        missing=list(found.group.missing),
        gain=AmountOut.model_validate(found.gain),
    )


def _none(own: Declared[Any]) -> NoGroupOut:
    reason: WhyNoGroup = "too_few" if market_of_own(own) is not None else "no_part"
    return NoGroupOut(reason=reason, sentence=_WHY[reason])

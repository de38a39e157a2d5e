"""Indicators of what is pooled and shared: declarations, groups, what running groups bring."""

from collections.abc import Iterator, Mapping
from typing import Final

from boucle.contract.events.groups import GroupState
from boucle.indicators.figures.definition import Definition

COUNTED_STATES: Final[tuple[GroupState, ...]] = ("near", "viable", "proposed", "running", "at_risk")
"""Of groups, in the order in which they are shown; lost ones are gone."""

_DECLARED: Final = {
    "service": ("services", "services", "services"),
    "equipment": ("equipment", "équipements", "equipment"),
    "workforce": ("workforce", "main-d'œuvre", "workforce"),
}
_KINDS: Final = {"pooling": ("mutualisation", "pooling"), "sharing": ("partage", "sharing")}

_IN_FORCE = "{} of {} in force at month's end, none on trial"
_RUNNING = (
    "sum over running {} groups of {}, as computed when their declarations last changed; a "
    "company's own: its part; those of which it is unknown or implausible are left out and named"
)
_REPORTED = (
    "results reported over the last 12 months of {} groups; above 5 tCO2e a tonne, or above what "
    "is paid today, only what somebody verified"
)


def declared(kind: str, direction: str) -> str:
    """The key of the count of such declarations."""
    return f"{_DECLARED[kind][0]}_{'offered' if direction == 'offer' else 'needed'}"


def _declarations() -> Iterator[tuple[str, Definition]]:
    for kind, (_, fr, en) in _DECLARED.items():
        for direction, words_fr, words_en in (
            ("offer", "offres", "offered"),
            ("need", "besoins", "needed"),
        ):
            yield (
                declared(kind, direction),
                Definition(
                    "1",
                    f"{fr} : {words_fr}",
                    f"{en} {words_en}",
                    _IN_FORCE.format(f"{direction}s", kind),
                ),
            )


def _states() -> Iterator[tuple[str, Definition]]:
    for kind, (fr, en) in _KINDS.items():
        for state in COUNTED_STATES:
            yield (
                f"groups_{kind}_{state}",
                Definition(
                    "1",
                    f"groupes : {fr}, {state}",
                    f"groups: {en}, {state}",
                    "groups of this kind in this state at month's end; near: from 70 % of the "
                    "threshold on; across two territories one counts in both, once in their "
                    "federation",
                ),
            )


def _running() -> Iterator[tuple[str, Definition]]:
    for key, unit, fr, en, what in (
        ("tonnes", "t/yr", "tonnes mutualisées", "tonnes pooled", "their members' tonnes"),
        ("km", "km/yr", "kilomètres évités", "kilometres avoided", "km alone − km together"),
        ("m3", "m3/yr", "eau de pluie utilisée", "rainwater used", "the yield that tanks hold"),
    ):
        yield f"running_{key}_pooling", Definition(unit, fr, en, _RUNNING.format("pooling", what))
    for kind, (fr, en) in _KINDS.items():
        for key, unit, label_fr, label_en, what in (
            ("tco2e", "tCO2e/yr", "CO2 évité", "avoided CO2", "factor × what is avoided"),
            ("eur", "EUR/yr", "gain économique", "money saved", "cost alone − cost together"),
        ):
            yield (
                f"running_{key}_{kind}",
                Definition(
                    unit, f"{fr} : {label_fr}", f"{en}: {label_en}", _RUNNING.format(kind, what)
                ),
            )


def _reported() -> Iterator[tuple[str, Definition]]:
    for kind, (fr, en) in _KINDS.items():
        for key, unit, label_fr, label_en in (
            ("tonnes", "t", "tonnes rapportées", "reported tonnes"),
            ("eur", "EUR", "gains rapportés", "reported savings"),
            ("tco2e", "tCO2e", "CO2 rapporté", "reported CO2"),
            ("jobs", "FTE", "emplois rapportés", "reported jobs"),
        ):
            yield (
                f"reported_{key}_{kind}",
                Definition(unit, f"{fr} : {label_fr}", f"{en}: {label_en}", _REPORTED.format(kind)),
            )


GROUP_DEFINITIONS: Final[Mapping[str, Definition]] = {
    **dict(_declarations()),
    **dict(_states()),
    **dict(_running()),
    "running_use_sharing": Definition(
        "1",
        "partage : usage des capacités",
        "sharing: use of capacity",
        "mean over running groups that share equipment of capacity booked ÷ capacity offered",
    ),
    "running_posts": Definition(
        "1", "postes partagés", "shared posts", "posts that employers share, running at month's end"
    ),
    "running_fte": Definition(
        "FTE",
        "équivalents temps plein partagés",
        "shared full-time equivalents",
        "sum over running shared posts of the mean of their twelve months; a company's own: its "
        "part",
    ),
    "firms_per_post": Definition(
        "1", "entreprises par poste", "firms per post", "employers of running shared posts ÷ posts"
    ),
    **dict(_reported()),
}

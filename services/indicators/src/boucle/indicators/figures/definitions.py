"""The catalogue of indicators: versioned data, each with its unit, its words and its formula."""

from collections.abc import Iterator, Mapping
from typing import Final, get_args

from boucle.contract.events.matching import State
from boucle.contract.events.reasons import SynergyKind
from boucle.indicators.facts.bodies import REPORT_UNIT
from boucle.indicators.figures.definition import Definition
from boucle.indicators.figures.group_definitions import GROUP_DEFINITIONS

VERSION: Final = "2026.7"
"""Raise it with every change of a figure's meaning: readers see with which it was made."""


_NATURES = {
    "material": ("matières", "materials"),
    "water": ("eau", "water"),
    "energy": ("énergie", "energy"),
}


_IN_FORCE = (
    "sum of the yearly quantity of {} in force at month's end, one figure a grade, likely "
    "duplicates once, typical flows and those on trial left out"
)
_POTENTIAL = (
    "candidacies not settled, of flows in force, take, best score first, what is left of their "
    "offer and need: no quantity is counted twice; those with a typical flow once they have a life"
)
_RUNNING = "sum of agreed yearly quantities of running synergies, pre-existing ones left out"


def _of_natures() -> Iterator[tuple[str, Definition]]:
    for nature, unit in REPORT_UNIT.items():
        fr, en = _NATURES[nature]
        for key, label_fr, label_en, formula in (
            (f"{nature}_offered", f"{fr} : offres", f"{en} offered", _IN_FORCE.format("outputs")),
            (f"{nature}_needed", f"{fr} : besoins", f"{en} needed", _IN_FORCE.format("inputs")),
            (f"potential_{nature}", f"{fr} : potentiel", f"{en}: potential", _POTENTIAL),
            (f"running_{nature}", f"{fr} : en fonctionnement", f"{en}: running", _RUNNING),
        ):
            yield key, Definition(f"{unit}/yr", label_fr, label_en, formula)


def _of_states() -> Iterator[tuple[str, Definition]]:
    for kind in get_args(SynergyKind):
        for state in (*get_args(State), "pre_existing"):
            yield (
                f"synergies_{kind}_{state}",
                Definition(
                    "1",
                    f"synergies : {kind}, {state}",
                    f"synergies: {kind}, {state}",
                    "synergies of this kind in this state at month's end; across two territories "
                    "one counts in both, once in their federation",
                ),
            )


DEFINITIONS: Final[Mapping[str, Definition]] = {
    "sites": Definition(
        "1", "sites", "sites", "sites of verified organisations in force at month's end"
    ),
    "flows_offered": Definition(
        "1",
        "flux offerts",
        "flows offered",
        "outputs declared or estimated in force at month's end, none on trial",
    ),
    "flows_needed": Definition(
        "1",
        "flux recherchés",
        "flows needed",
        "inputs declared or estimated in force at month's end, none on trial",
    ),
    "flows_typical": Definition(
        "1",
        "flux typiques",
        "typical flows",
        "flows deduced from an activity, declared by nobody: in no other figure of flows",
    ),
    "synergies": Definition(
        "1",
        "synergies",
        "synergies",
        "candidacies of flows in force, viable groups and lives at month's end, each once, "
        "pre-existing ones left out; candidacies with a typical flow once they have a life",
    ),
    "synergies_at_risk": Definition(
        "1",
        "synergies menacées",
        "synergies at risk",
        "running synergies whose flow or limit fails",
    ),
    "running_tco2e": Definition(
        "tCO2e/yr",
        "CO2 évité",
        "avoided CO2",
        "sum over running synergies of (avoided supply + avoided disposal − treatment − transport) "
        "factors × quantity, and of what running groups avoid; may be negative; those of which one "
        "is unknown are left out and named",
    ),
    "running_eur": Definition(
        "EUR/yr",
        "gain économique",
        "money saved",
        "sum over running synergies of avoided disposal + avoided purchase − transport − "
        "treatment, and of what running groups save",
    ),
    "reported_eur": Definition(
        "EUR", "gains rapportés", "reported savings", "results reported over the last 12 months"
    ),
    "reported_jobs": Definition(
        "FTE", "emplois rapportés", "reported jobs", "results reported over the last 12 months"
    ),
    "reported_tco2e": Definition(
        "tCO2e", "CO2 rapporté", "reported CO2", "results reported over the last 12 months"
    ),
    "companies_involved": Definition(
        "1",
        "entreprises engagées",
        "companies involved",
        "companies with a synergy qualified or beyond at month's end",
    ),
    "introductions_sent": Definition(
        "1/month",
        "mises en relation envoyées",
        "introductions sent",
        "introductions whose first mail left in the month (to a company here)",
    ),
    "introductions_answered": Definition(
        "1/month",
        "mises en relation répondues",
        "introductions answered",
        "introductions to which a company first answered in the month (two answers count once)",
    ),
    "meetings": Definition("1/month", "rencontres", "meetings", "meetings held in the month"),
    "meeting_invitations": Definition(
        "1/month", "invitations", "invitations", "companies invited to the month's meetings"
    ),
    "meeting_attendance": Definition(
        "1/month",
        "participations",
        "attendance",
        "companies recorded present at the month's meetings",
    ),
    **dict(_of_natures()),
    **dict(_of_states()),
    **GROUP_DEFINITIONS,
}

"""Every word of the API's enumerations has its meaning in two languages, and nothing else has."""

from typing import get_args

import pytest

from boucle.catalogue import UNITS, Practice, load_catalogue, vocabularies
from boucle.contract.events.matching import FoundBy, RefusalReason, Standing, State
from boucle.contract.events.notifications import MeetingKind
from boucle.contract.events.reasons import SynergyKind
from boucle.contract.events.registry import (
    Certainty,
    Direction,
    LegalStatus,
    LocationPrecision,
    Nature,
    PhysicalForm,
)
from boucle.indicators.figures.figure import FigureGrade
from boucle.matching.disclosures.kinds import RIGHTS
from boucle.notifications.mails.plan import Step
from boucle.notifications.previews.shown import WhyNotNow

CATALOGUE = load_catalogue()
SHOWN = vocabularies(CATALOGUE)
OF_POOLING = "members volume saving cost carrier water"
OF_POSTS = "months peak"
OF_EQUIPMENT = (
    "capacity_winter capacity_spring capacity_summer capacity_autumn distance temperature pressure "
    "purity load cod ph line line_cost price annuity fixed marginal stand_alone"
)
MISSING = f"{OF_POOLING} {OF_POSTS} {OF_EQUIPMENT}".split()
WORDS = {
    "direction": get_args(Direction),
    "nature": get_args(Nature),
    "group": {family.group for family in CATALOGUE.families},
    "certainty": get_args(Certainty),
    "location_precision": get_args(LocationPrecision),
    "synergy_kind": get_args(SynergyKind),
    "found_by": get_args(FoundBy),
    "state": get_args(State),
    "standing": get_args(Standing),
    "refusal_reason": get_args(RefusalReason),
    "group_missing": MISSING,
    "letter_delay": [word for one in get_args(WhyNotNow) for word in get_args(one) or [one]],
    "practice": get_args(Practice),
    "sharing_kind": ["service", "equipment", "workforce"],
    "sharing_direction": ["need", "offer"],
    "grade": get_args(FigureGrade),
    "disclosure_kind": RIGHTS,
    "movement_kind": ["site_moved", "flow_revised", "flows_declared"],
    "mail_step": get_args(Step),
    "meeting_kind": get_args(MeetingKind),
    "unit": UNITS,
    "form": get_args(PhysicalForm),
    "legal_status": get_args(LegalStatus),
    "operation": [each.code for each in CATALOGUE.operations],
    "transformation": [each.key for each in CATALOGUE.transformations],
}


@pytest.mark.parametrize("name", WORDS)
def test_each_word_is_listed_once(name: str) -> None:
    keys = [each.key for each in SHOWN[name]]
    assert len(keys) == len(set(keys))
    assert set(keys) == set(WORDS[name])


def test_no_vocabulary_stands_beside() -> None:
    assert set(SHOWN) - set(WORDS) == {"adr_class"}
    shipped = {family.dangerous.adr_class for family in CATALOGUE.families if family.dangerous}
    assert shipped <= {each.key for each in SHOWN["adr_class"]}


def test_each_word_says_something_in_both_languages() -> None:
    for labels in SHOWN.values():
        assert all(each.fr.strip() and each.en.strip() for each in labels)

"""Compute the score of a pair of flows and its reasons: pure, exact, the same on every machine.
Integers, and float64 by + - x / sqrt and comparisons in a fixed order: no other function, so that
the engine's arrays give the very same score."""

from boucle.matching.scoring.assess import Assessment, assess, best_families, explain
from boucle.matching.scoring.inputs import (
    DEFAULT_SETTINGS,
    FlowInputs,
    LifeFact,
    Refusal,
    ScoringSettings,
    refuses,
)
from boucle.matching.scoring.rules import MOST_PLACES, RULES_VERSION, RouteRule, Rules

__all__ = [
    "DEFAULT_SETTINGS",
    "MOST_PLACES",
    "RULES_VERSION",
    "Assessment",
    "FlowInputs",
    "LifeFact",
    "Refusal",
    "RouteRule",
    "Rules",
    "ScoringSettings",
    "assess",
    "best_families",
    "explain",
    "refuses",
]

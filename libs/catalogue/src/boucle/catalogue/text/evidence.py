"""One scheme of evidence: whatever speaks for a family speaks in points, and points add up.

A family with ``p`` points scores ``p / (p + HALF)``. What gives points:

- **Words** of the text: the information of a phrase's words that the text has (``log(1 + families /
  families that have the word)``: 0.9 for a word of half of them, 5.5 for a word of one), squared
  down by how much of the phrase is missing. At most ``GENERIC`` where only words speak that hold
  for many things (``boues``, ``chutes``), ``GENERIC_PART`` where they are but a part of a name:
  they never settle a family alone. One word alone loses a fifth, two lose 8 %, for each other
  word of the text that the family does not explain. A text that begins with a matter (``eaux de
  …``, ``steam of …``) halves what it says of things that have no such name (the pool in ``sable
  de filtre de piscine``); so does one that says that the thing is soiled (``big bags souillés``).
- A **temperature** that is stated: ``WARM`` for energy that the words speak for.
- The **waste code**: ``CODE`` times what the text leaves open, ``1 - its best score``. Where words
  say nothing it settles alone (0.62); beside a sure text it adds or reorders, and never deletes.
- A **name of the holder's trade** (``lexicon.csv``): ``TRADE`` times the part of the text's words
  that it says: the same words are another thing to another trade.
- The holder's **activity**: ``ACTIVITY`` for each family that it usually gives and that words or
  code speak for; where nothing is sure, for the others too, in their usual order: a guess.
- To fill three suggestions up: ``NEIGHBOUR`` (neighbouring codes), ``USUAL`` (the activity has
  it), ``COMMON`` (most activities have it).
"""

from collections.abc import Collection, Iterable
from typing import Final

HALF: Final = 4.0  # points that score one half
SURE: Final = 0.5  # least score of an answer that is no guess
SETTLED: Final = 0.55  # least score of a settled family; SURE if its name explains the whole text
LEAD: Final = 0.1  # lead of a settled family's score
LEAD_COMPLETE: Final = 0.06  # the same if its name explains the whole text

GENERIC: Final = 2.0
GENERIC_PART: Final = 0.8
UNEXPLAINED: Final = (1.0, 0.8, 0.92)  # factor per unexplained word, for 0, 1, 2 explaining words
ORIGIN: Final = 0.3  # weight of an unknown word of an origin
ORIGIN_KNOWN: Final = 0.6  # the same for a known word, divided by its information
OTHER_MATTER: Final = 0.5  # factor for a thing that is not the matter named, or not soiled
WARM: Final = 2.5
CODE: Final = 6.5
TRADE: Final = 3.0
ACTIVITY: Final = 1.0
ACTIVITY_FADE: Final = 0.02  # by rank among what the activity usually gives
NEIGHBOUR: Final = 0.4
USUAL: Final = 0.2
COMMON: Final = 0.04


def score(points: float) -> float:
    return points / (points + HALF)


def code_points(text_scores: Iterable[float]) -> float:
    return CODE * (1 - max(text_scores, default=0.0))


def activity_points(usual: Collection[str]) -> dict[str, float]:
    """Return the points of each family that an activity usually gives, most for the likeliest."""
    return {family: ACTIVITY - ACTIVITY_FADE * place for place, family in enumerate(usual)}

"""The faults: each a text of the product, once in it, and what is written instead.

A refactoring may move the text to another module; one that rewrites it mends the fault here, too.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path

_ROOT = Path(__file__).parents[2]
_PRODUCT = ("libs", "services", "deploy")


class NoLongerApplies(Exception):
    """The text is nowhere, or more than once."""


@dataclass(frozen=True)
class Fault:
    """``caught_by``: tests of the day that fail with it, as pytest is given them."""

    name: str
    what: str
    text: str
    instead: str
    caught_by: tuple[str, ...]


def place_of(fault: Fault) -> Path:
    """The module that the fault is planted in. Raises NoLongerApplies."""
    found = [path for path, source in _sources().items() if fault.text in source]
    if len(found) != 1 or _sources()[found[0]].count(fault.text) != 1:
        where = ", ".join(str(one.relative_to(_ROOT)) for one in found) or "nowhere"
        raise NoLongerApplies(f"its text must be in the product once, and is in {where}")
    missing = [one for one in fault.caught_by if not (_ROOT / one.partition("::")[0]).exists()]
    if missing:
        raise NoLongerApplies(f"no such test: {', '.join(missing)}")
    return found[0]


@cache
def _sources() -> Mapping[Path, str]:
    return {
        path: path.read_text()
        for part in _PRODUCT
        for path in (_ROOT / part).rglob("src/boucle/**/*.py")
        if "migrations" not in path.parts
    }


_DB = "tests/integration"
FAULTS: tuple[Fault, ...] = (
    Fault(
        "fence_skipped",
        "an owner that was overtaken commits all the same",
        "    if moved != len(moves):",
        "    if moved > len(moves):",
        (f"{_DB}/fences/test_progress.py",),
    ),
    Fault(
        "epoch_not_raised",
        "a new owner does not fence the one before",
        "ON CONFLICT (consumer, topic, partition) DO UPDATE SET epoch = mine.epoch + 1",
        "ON CONFLICT (consumer, topic, partition) DO UPDATE SET epoch = mine.epoch",
        (f"{_DB}/fences/test_progress.py",),
    ),
    Fault(
        "outbox_row_dropped",
        "an event that the broker did not take leaves the outbox",
        "        if failed or keys & staying:",
        "        if keys & staying:",
        ("tests/unit/common_bus/test_decisions.py",),
    ),
    Fault(
        "dead_letter_swallowed",
        "what cannot be applied is passed over, and kept nowhere",
        "await dead_letters.add(session, self._name, record, error, self._clock())",
        "pass",
        (
            f"{_DB}/bus/test_failures.py::"
            "test_a_poison_event_becomes_a_dead_letter_and_the_others_pass",
        ),
    ),
    Fault(
        "restored_without_epoch",
        "a restore forgets the epochs with the positions",
        '_FORGET = "UPDATE progress SET next_offset = 0"',
        '_FORGET = "UPDATE progress SET next_offset = 0, epoch = 0"',
        (f"{_DB}/fences/test_progress.py",),
    ),
    Fault(
        "older_version_kept",
        "a copy of a site takes an older version over a newer one",
        "{replacing(SiteCopyRow)} WHERE kept.version < excluded.version",
        "{replacing(SiteCopyRow)}",
        (f"{_DB}/fences/test_copies.py",),
    ),
    Fault(
        "version_reused",
        "a flow that was revised keeps its version",
        "    kept = replace(new, version=new.version + 1, updated_at=now, valid_from=since)",
        "    kept = replace(new, version=new.version, updated_at=now, valid_from=since)",
        (f"{_DB}/registry/declarations/test_sources.py",),
    ),
    Fault(
        "key_ignored",
        "a request sent again with its Idempotency-Key works twice",
        "            stored = await self._stored(session, self.key)",
        "            stored = None",
        (f"{_DB}/http/test_idempotency.py",),
    ),
    Fault(
        "quota_not_counted",
        "each request is counted apart",
        "    if usage.refused:\n        raise over_quota(usage)\n",
        "",
        ("tests/unit/common_http/test_quotas.py",),
    ),
    Fault(
        "revoked_token_taken",
        "a token that was revoked opens what it opened",
        "        await self._refuse_revoked(verified)\n",
        "",
        ("tests/unit/common_http/test_tokens.py",),
    ),
    Fault(
        "cursor_skips_a_row",
        "a page begins one row too late",
        "        following = request.cursor_at(*place(items[-1])).encode()",
        "        following = request.cursor_at(*place(rows[-1])).encode()",
        ("tests/unit/common_http/test_paging.py",),
    ),
    Fault(
        "mask_widened",
        "a company sees in which territory the other side is",
        "territory=side.territory if staff else None,",
        "territory=side.territory,",
        ("tests/unit/contract/test_masking.py",),
    ),
    Fault(
        "rounded_wrongly",
        "a masked quantity is cut, not rounded",
        "number.quantize(step, rounding=ROUND_HALF_EVEN)",
        "number.quantize(step, rounding='ROUND_DOWN')",
        ("tests/unit/contract/test_masking.py",),
    ),
    Fault(
        "consent_ignored",
        "names are disclosed once both are interested",
        'all(party.standing == "consented" for party in staying(life))',
        'all(party.standing in ("interested", "consented") for party in staying(life))',
        (f"{_DB}/matching/api/test_lives.py",),
    ),
    Fault(
        "coarse_copy_exact",
        "the copy that strangers' figures are made of has the exact quantity",
        "quantity=nearest_step(row.quantity),",
        "quantity=row.quantity,",
        ("tests/unit/matching/candidates/test_coarse.py::test_nothing_exact_is_left_in_a_copy",),
    ),
    Fault(
        "crowd_of_one",
        "a preview is shown where one company alone can be meant",
        "            if count >= least:",
        "            if count >= 1:",
        ("tests/unit/matching/crowds/test_partition.py",),
    ),
    Fault(
        "sandbox_meets_the_real",
        "a flow on trial is paired with a real one",
        "            number_of(territory),",
        "            0,",
        ("tests/unit/matching/engine/test_sandboxes.py",),
    ),
    Fault(
        "list_not_recomputed",
        "lists do not follow what becomes of a life",
        "        matters = _effect(self._facts.get(pair)) != _effect(fact)",
        "        matters = False",
        ("tests/unit/matching/engine/test_exact.py",),
    ),
    Fault(
        "refused_life_shows",
        "a pair that ended stays in lists",
        "        barred=life.state in _NO_PLACE and not refusals,",
        "        barred=False,",
        ("tests/unit/matching/scoring/test_wire.py",),
    ),
    Fault(
        "feed_with_a_gap",
        "a follower of changes misses the one after a full page",
        "return FeedStep(found[:limit], found[limit - 1].number, more=True)",
        "return FeedStep(found[:limit], found[limit].number, more=True)",
        (f"{_DB}/notifications/feeds/test_feed.py",),
    ),
    Fault(
        "webhook_signed_wrongly",
        "the signature is of another text than the body",
        "Signer(one).sign(name, now, text)",
        'Signer(one).sign(name, now, f"{text} ")',
        ("tests/unit/notifications/subscriptions/webhooks/test_messages.py",),
    ),
    Fault(
        "mail_sent_twice",
        "a mail that left is due again",
        "state = 'handed', sent_at",
        "state = 'due', sent_at",
        (f"{_DB}/notifications/sending/test_sending.py",),
    ),
    Fault(
        "name_left_behind",
        "comments keep the name of who was erased",
        "    await driver.execute(_COMMENTS, [one for one, _ in about],"
        " [company for _, company in about])\n",
        "",
        (f"{_DB}/notifications/persons/test_persons.py",),
    ),
)

"""Every operation and every event type has its rule: who gets what of another's."""

from boucle.contract.events import EVENTS
from tests.system.doors.examples import example
from tests.system.doors.operations import operations
from tests.system.doors.rules import FILE, SHARED, event_rules, rules

OF_SHARED = ("{synergy_id}", "{meeting_id}", "{token}")
"""What two tenants can have in common."""


def test_every_operation_has_a_rule_for_every_role() -> None:
    served = {(one.service, one.name) for one in operations()}
    ruled = {
        (service, name)
        for service, section in rules().items()
        if service != SHARED
        for name in section
    }
    assert served - ruled == set(), f"say in {FILE} what a stranger gets there"
    assert ruled - served == set(), f"gone, but still in {FILE}"


def test_every_operation_on_what_two_may_share_has_a_second_rule() -> None:
    served = {one.name for one in operations() if any(name in one.path for name in OF_SHARED)}
    assert set(rules()[SHARED]) == served


def test_every_event_type_says_where_it_goes() -> None:
    assert {one.type: one.topic for one in EVENTS} == {
        name: rule.topic for name, rule in event_rules().items()
    }, FILE


def test_no_event_leaves_the_house() -> None:
    """Who lets one leave tells here what a third party reads of it, and tests that."""
    assert [name for name, rule in event_rules().items() if rule.leaves] == []


def test_a_body_can_be_made_for_every_operation() -> None:
    for operation in operations():
        for content in operation.described.get("requestBody", {}).get("content", {}).values():
            assert example(content["schema"], operation.schemas, {}) is not None, operation.name

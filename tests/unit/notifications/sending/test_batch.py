"""Which claimed mails say by now what is so no more."""

from __future__ import annotations

from dataclasses import replace
from typing import get_args
from uuid import UUID

from boucle.contract.events.matching import Life, Standing
from boucle.notifications.directory.answer import Directory
from boucle.notifications.mails.plan import Step
from boucle.notifications.mails.store import Mail
from boucle.notifications.sending.batch import MailBatch
from tests.kit.of_groups.made_groups import START, a_group, with_standings

MEMBERS = [UUID(int=number) for number in range(1, 6)]
INTRODUCTION = UUID(int=9)
YES: list[Standing] = ["consented"] * 4


def with_names_to(company: UUID) -> Mail:
    return Mail(
        mail_id=UUID(int=11),
        event_id=UUID(int=12),
        step="disclosure",
        introduction_id=INTRODUCTION,
        meeting_id=None,
        organisation_id=company,
        contact_id=None,
        digest_id=None,
        state="sending",
        due_at=START,
        attempts=0,
        reason=None,
        created_at=START,
        sent_at=None,
    )


def around(life: Life) -> MailBatch:
    return MailBatch({INTRODUCTION: life}, {}, {}, Directory(), {}, START)


def test_names_go_to_those_who_stay_and_to_nobody_who_left() -> None:
    made = a_group("waste", MEMBERS).life
    batch = around(with_standings(made, *YES, "refused"))
    assert [batch.is_over(with_names_to(one)) for one in MEMBERS] == [False] * 4 + [True]
    reopened = around(with_standings(made, *YES, "interested"))
    assert all(reopened.is_over(with_names_to(one)) for one in MEMBERS)


def test_which_mails_say_who_another_company_is() -> None:
    batch = around(a_group("waste", MEMBERS).life)
    steps: tuple[Step, ...] = get_args(Step)
    naming = {one for one in steps if batch.names(replace(with_names_to(MEMBERS[0]), step=one))}
    assert naming == {
        "disclosure",
        "contact_left",
        "carrier_named",
        "member_left",
        "at_risk",
        "group_over",
        "handover",
    }

"""Which claimed mails say by now what is so no more."""

from __future__ import annotations

from uuid import UUID

from boucle.contract.events.matching import Life, Standing
from boucle.notifications.directory.answer import Directory
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

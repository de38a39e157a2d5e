"""Who accepts in a calendar comes to the meeting: the demo's invitation, answered by mail."""

from __future__ import annotations

import smtplib
from datetime import UTC, datetime
from typing import Any

import icalendar

from tests.kit.calendar_replies import Reply, outlook
from tests.kit.eventually import eventually
from tests.system.conftest import Played


async def test_an_answer_by_calendar_moves_the_attendance(played: Played) -> None:
    mail = next(one for one in played.messages() if one["calendar"])
    calendar: Any = icalendar.Calendar.from_ical(mail["calendar"])
    [event] = calendar.walk("VEVENT")
    meeting = str(event["UID"]).partition("@")[0]
    reply = Reply(
        to=str(event["ORGANIZER"]).removeprefix("mailto:"),
        uid=str(event["UID"]),
        attendee=str(event["ATTENDEE"]).removeprefix("mailto:"),
        partstat="TENTATIVE",
        sequence=int(event["SEQUENCE"]),
        stamp=datetime.now(UTC),
    )
    with played.client("operator") as client:

        def answers() -> dict[str, Any]:
            lines = client.get(f"/v1/meetings/{meeting}").raise_for_status().json()["attendees"]
            return {one["organisation_id"]: one["answer"] for one in lines}

        wanted = {**answers(), mail["organisation_id"]: "maybe"}
        with smtplib.SMTP("127.0.0.1", played.system.addresses().smtp, timeout=10) as smtp:
            smtp.sendmail(reply.attendee, [reply.to], outlook(reply))
        await eventually(lambda: answers() == wanted, within=30)

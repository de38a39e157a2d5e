"""Rebuild meetings from the log's last event and the backup. Pure."""

from datetime import datetime
from typing import Final

from boucle.contract.events.notifications import Meeting
from boucle.notifications.meetings.decisions import Invitee, MeetingRecord
from boucle.platform.events import Event
from boucle.platform.recovery import restored_log

_LOST: Final = "(à redire)"


def meeting_of(event: Event[Meeting], backed_up: MeetingRecord | None) -> MeetingRecord:
    """Return the meeting as its last event says; ``backed_up`` adds what only the backup has."""
    data = event.data
    same = backed_up is not None and backed_up.sequence == data.sequence
    return MeetingRecord(
        meeting_id=data.meeting_id,
        version=event.entity_version,
        territory=data.territory,
        kind=data.kind,
        title=backed_up.title if backed_up else _LOST,
        place=backed_up.place if backed_up else _LOST,
        starts_at=data.starts_at,
        ends_at=data.ends_at,
        synergy_ids=data.synergy_ids,
        street=backed_up.street if backed_up else None,
        agenda=backed_up.agenda if backed_up else None,
        host=backed_up.host if backed_up else None,
        sequence=data.sequence,
        # Revised since the backup: the revision that set these times is unknown.
        times_sequence=backed_up.times_sequence if same and backed_up else data.sequence,
        revised_at=backed_up.revised_at if same and backed_up else event.time,
        moved_from=backed_up.moved_from if same and backed_up else None,
        cancelled_at=event.time if data.cancelled else None,
        cancel_reason=backed_up.cancel_reason if backed_up else None,
        invitees=tuple(
            Invitee(
                organisation_id=one.organisation_id,
                territory=one.territory,
                invited_at=one.invited_at,
                answer=one.answer,
                answered_at=event.time if one.answer else None,
                attended=one.attended,
                seen=one.seen or event.entity_version,
                shown=one.shown or event.entity_version,
                changed_at=event.time,
            )
            for one in data.attendees
        ),
    )


def again(backed_up: MeetingRecord, log: list[Event[Meeting]], now: datetime) -> MeetingRecord:
    """Return the backup's meeting, versioned after all events of the log."""
    last = meeting_of(restored_log.last(log), backed_up)
    return last.with_invitees(backed_up.invitees, now)

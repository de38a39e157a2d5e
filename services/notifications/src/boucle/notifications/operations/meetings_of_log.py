"""A meeting after a restore: as the log's last event says, what only the backup knows from there.
Pure."""

from datetime import datetime
from typing import Final

from boucle.contract.events.notifications import Meeting
from boucle.notifications.meetings.decisions import Invitee, MeetingRecord
from boucle.platform.events import Event
from boucle.platform.recovery import restored_log

_LOST: Final = "(à redire)"


def meeting_of(event: Event[Meeting], mine: MeetingRecord | None) -> MeetingRecord:
    """The meeting as its last event says; what only the backup knows from ``mine``."""
    data = event.data
    same = mine is not None and mine.sequence == data.sequence
    return MeetingRecord(
        meeting_id=data.meeting_id,
        version=event.entity_version,
        territory=data.territory,
        kind=data.kind,
        title=mine.title if mine else _LOST,
        place=mine.place if mine else _LOST,
        starts_at=data.starts_at,
        ends_at=data.ends_at,
        synergy_ids=data.synergy_ids,
        street=mine.street if mine else None,
        agenda=mine.agenda if mine else None,
        host=mine.host if mine else None,
        sequence=data.sequence,
        # Revised since the backup: which revision brought its times is not known.
        times_sequence=mine.times_sequence if same and mine else data.sequence,
        revised_at=mine.revised_at if same and mine else event.time,
        moved_from=mine.moved_from if same and mine else None,
        cancelled_at=event.time if data.cancelled else None,
        cancel_reason=mine.cancel_reason if mine else None,
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


def again(mine: MeetingRecord, log: list[Event[Meeting]], now: datetime) -> MeetingRecord:
    """What the backup has, after all that the log has: versions go on from there."""
    last = meeting_of(restored_log.last(log), mine)
    return last.with_invitees(mine.invitees, now)

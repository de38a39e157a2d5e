"""Calendar answers as Outlook (Exchange), Google Calendar and Apple Calendar send them: written by
hand after their forms, with what each adds of its own."""

from __future__ import annotations

import base64
import quopri
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Final


@dataclass(frozen=True)
class Reply:
    """What an answer says, whoever's calendar it comes from."""

    to: str
    uid: str
    attendee: str
    partstat: str = "ACCEPTED"
    sequence: int = 0
    stamp: datetime = datetime(2026, 3, 2, 9, 30, tzinfo=UTC)
    method: str = "REPLY"

    @property
    def at(self) -> str:
        return f"{self.stamp:%Y%m%dT%H%M%SZ}"


def _message(lines: str) -> bytes:
    return lines.replace("\n", "\r\n").encode("utf-8")


def _folded(text: str) -> bytes:
    """Lines of 75 octets at most (RFC 5545, 3.1)."""
    folded = []
    for line in text.strip().split("\n"):
        raw = line.encode("utf-8")
        while len(raw) > 73:
            cut = 73
            while raw[cut] & 0xC0 == 0x80:
                cut -= 1
            folded.append(raw[:cut])
            raw = b" " + raw[cut:]
        folded.append(raw)
    return b"\r\n".join(folded) + b"\r\n"


def outlook(reply: Reply) -> bytes:
    """Exchange: Windows' names of time zones, no ORGANIZER, a comment, base64."""
    calendar = _folded(f"""
BEGIN:VCALENDAR
METHOD:{reply.method}
PRODID:Microsoft Exchange Server 2010
VERSION:2.0
BEGIN:VTIMEZONE
TZID:Romance Standard Time
BEGIN:STANDARD
DTSTART:16010101T030000
TZOFFSETFROM:+0200
TZOFFSETTO:+0100
RRULE:FREQ=YEARLY;INTERVAL=1;BYDAY=-1SU;BYMONTH=10
END:STANDARD
BEGIN:DAYLIGHT
DTSTART:16010101T020000
TZOFFSETFROM:+0100
TZOFFSETTO:+0200
RRULE:FREQ=YEARLY;INTERVAL=1;BYDAY=-1SU;BYMONTH=3
END:DAYLIGHT
END:VTIMEZONE
BEGIN:VEVENT
ATTENDEE;PARTSTAT={reply.partstat};CN="Dupré, Claire (Responsable; environnement)"
 :MAILTO:{reply.attendee}
COMMENT;LANGUAGE=fr-FR:Je viendrai avec un collègue\\, à confirmer.\\n
UID:{reply.uid}
SUMMARY;LANGUAGE=fr-FR:Accepté : Atelier vapeur
DTSTART;TZID=Romance Standard Time:20260312T100000
DTEND;TZID=Romance Standard Time:20260312T120000
CLASS:PUBLIC
PRIORITY:5
DTSTAMP:{reply.at}
TRANSP:OPAQUE
STATUS:CONFIRMED
SEQUENCE:{reply.sequence}
LOCATION;LANGUAGE=fr-FR:Maison des entreprises
X-MICROSOFT-CDO-APPT-SEQUENCE:{reply.sequence}
X-MICROSOFT-CDO-OWNERAPPTID:0
X-MICROSOFT-CDO-BUSYSTATUS:BUSY
X-MICROSOFT-CDO-INTENDEDSTATUS:BUSY
X-MICROSOFT-CDO-ALLDAYEVENT:FALSE
X-MICROSOFT-CDO-IMPORTANCE:1
X-MICROSOFT-CDO-INSTTYPE:0
X-MICROSOFT-DISALLOW-COUNTER:FALSE
END:VEVENT
END:VCALENDAR
""")
    head = _message(f"""From: =?iso-8859-1?Q?Claire_Dupr=E9?= <{reply.attendee}>
To: Anne Animatrice <{reply.to}>
Subject: =?iso-8859-1?Q?Accept=E9_=3A_Atelier_vapeur?=
Thread-Topic: Atelier vapeur
Message-ID: <PR0P264MB01@PR0P264MB01.FRAP264.PROD.OUTLOOK.COM>
Accept-Language: fr-FR
Content-Language: fr-FR
X-MS-Has-Attach:
X-MS-TNEF-Correlator:
Content-Type: multipart/alternative;
\tboundary="_000_PR0P264MB01_"
MIME-Version: 1.0

--_000_PR0P264MB01_
Content-Type: text/plain; charset="iso-8859-1"
Content-Transfer-Encoding: quoted-printable

Je viendrai avec un coll=E8gue, =E0 confirmer.

--_000_PR0P264MB01_
Content-Type: text/calendar; charset="utf-8"; method={reply.method}
Content-Transfer-Encoding: base64

""")
    return head + base64.encodebytes(calendar) + b"\r\n--_000_PR0P264MB01_--\r\n"


def google(reply: Reply) -> bytes:
    """Google: times in UTC, guests counted, the calendar a second time as a file."""
    calendar = _folded(f"""
BEGIN:VCALENDAR
PRODID:-//Google Inc//Google Calendar 70.9054//EN
VERSION:2.0
CALSCALE:GREGORIAN
METHOD:{reply.method}
BEGIN:VEVENT
DTSTART:20260312T090000Z
DTEND:20260312T110000Z
DTSTAMP:{reply.at}
ORGANIZER;CN=Anne Animatrice;SENT-BY="mailto:boucle@boucle.example":mailto:{reply.to}
UID:{reply.uid}
ATTENDEE;CUTYPE=INDIVIDUAL;ROLE=REQ-PARTICIPANT;PARTSTAT=
 {reply.partstat};CN=
 {reply.attendee};X-NUM-GUESTS=0;X-RESPONSE-COMMENT="Avec plaisir"
 :mailto:{reply.attendee}
CREATED:20260302T090000Z
DESCRIPTION:Pour répondre : https://boucle.example/m/x
LAST-MODIFIED:{reply.at}
LOCATION:Maison des entreprises\\, 12 rue de la République\\, Lillebonne
SEQUENCE:{reply.sequence}
STATUS:CONFIRMED
SUMMARY:Atelier vapeur
TRANSP:OPAQUE
END:VEVENT
END:VCALENDAR
""")
    head = _message(f"""MIME-Version: 1.0
Reply-To: Claire <{reply.attendee}>
Sender: Google Calendar <calendar-notification@google.com>
Auto-Submitted: auto-replied
Message-ID: <calendar-ab12cd34-1@google.com>
Subject: =?UTF-8?Q?Accept=C3=A9=3A_Atelier_vapeur?=
From: Claire <{reply.attendee}>
To: {reply.to}
Content-Type: multipart/mixed; boundary="000000000000f0e1"

--000000000000f0e1
Content-Type: multipart/alternative; boundary="000000000000f0e0"

--000000000000f0e0
Content-Type: text/plain; charset="UTF-8"; format=flowed; delsp=yes
Content-Transfer-Encoding: base64

Q2xhaXJlIGEgYWNjZXB0w6kuCg==
--000000000000f0e0
Content-Type: text/html; charset="UTF-8"
Content-Transfer-Encoding: quoted-printable

<div>Claire a accept=C3=A9.</div>
--000000000000f0e0
Content-Type: text/calendar; charset="UTF-8"; method={reply.method}
Content-Transfer-Encoding: 7bit

""")
    file = b"\r\n--000000000000f0e0--\r\n--000000000000f0e1\r\n" + _message("""\
Content-Type: application/ics; name="invite.ics"
Content-Disposition: attachment; filename="invite.ics"
Content-Transfer-Encoding: base64

""")
    end = b"\r\n--000000000000f0e1--\r\n"
    return head + calendar + file + base64.encodebytes(calendar) + end


def apple(reply: Reply) -> bytes:
    """Apple: the attendee's address quoted beside, a status of the request, quoted-printable."""
    calendar = _folded(f"""
BEGIN:VCALENDAR
CALSCALE:GREGORIAN
VERSION:2.0
METHOD:{reply.method}
PRODID:-//Apple Inc.//macOS 15.1//EN
BEGIN:VEVENT
CREATED:20260302T091500Z
UID:{reply.uid}
DTEND;TZID=Europe/Paris:20260312T120000
SUMMARY:Atelier vapeur
LAST-MODIFIED:{reply.at}
DTSTAMP:{reply.at}
DTSTART;TZID=Europe/Paris:20260312T100000
SEQUENCE:{reply.sequence}
X-APPLE-TRAVEL-ADVISORY-BEHAVIOR:AUTOMATIC
ATTENDEE;CN="Claire Dupré";CUTYPE=INDIVIDUAL;EMAIL=
 "{reply.attendee}";PARTSTAT={reply.partstat};ROLE=REQ-PARTICIPANT
 :mailto:{reply.attendee.title()}
ORGANIZER;CN="Anne Animatrice";EMAIL="{reply.to}":mailto:{reply.to}
REQUEST-STATUS:2.0;Success
END:VEVENT
END:VCALENDAR
""")
    head = _message(f"""From: =?utf-8?Q?Claire_Dupr=C3=A9?= <{reply.attendee}>
Content-Type: multipart/alternative;
 boundary="Apple-Mail=_6D2B"
Mime-Version: 1.0 (Mac OS X Mail 16.0)
Subject: =?utf-8?Q?Accept=C3=A9_=3A_Atelier_vapeur?=
Message-Id: <1F9B0D0A@offre.example>
To: Anne Animatrice <{reply.to}>

--Apple-Mail=_6D2B
Content-Transfer-Encoding: quoted-printable
Content-Type: text/plain;
\tcharset=utf-8

Claire Dupr=C3=A9 a accept=C3=A9 votre invitation.

--Apple-Mail=_6D2B
Content-Disposition: attachment;
\tfilename=iCal-20260302-103000.ics
Content-Type: text/calendar;
\tcharset=utf-8;
\tmethod={reply.method};
\tname=iCal-20260302-103000.ics
Content-Transfer-Encoding: quoted-printable

""")
    return head + quopri.encodestring(calendar) + b"\r\n--Apple-Mail=_6D2B--\r\n"


SHAPES: Final[Mapping[str, Callable[[Reply], bytes]]] = {
    "outlook": outlook,
    "google": google,
    "apple": apple,
}

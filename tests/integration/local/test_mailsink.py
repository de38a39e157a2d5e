"""The mail sink, spoken to as a mail client and a browser would."""

import smtplib
import socket
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from email.message import EmailMessage
from pathlib import Path

import httpx
import pytest

from boucle.local.ports import HOST, free_port
from boucle.local.processes import Command, DetachedProcess

ICS = "BEGIN:VCALENDAR\r\nMETHOD:REQUEST\r\nEND:VCALENDAR\r\n"


@dataclass
class Sink:
    """A running mail sink."""

    process: DetachedProcess
    command: Command
    smtp_port: int
    web: httpx.Client

    def start(self) -> None:
        self.process.spawn(self.command)
        self.process.wait_until(self.answers, 20)

    def answers(self) -> bool:
        try:
            return self.web.get("/healthz").is_success
        except httpx.TransportError:
            return False

    def send(self, message: EmailMessage) -> None:
        with smtplib.SMTP(HOST, self.smtp_port) as client:
            client.send_message(message)


@pytest.fixture
def sink(tmp_path: Path) -> Iterator[Sink]:
    smtp_port, http_port = free_port(), free_port()
    options = {"directory": tmp_path / "mail", "smtp-port": smtp_port, "http-port": http_port}
    argv = [sys.executable, "-m", "boucle.local.mailsink"]
    argv += [f"--{name}={value}" for name, value in options.items()]
    process = DetachedProcess("mail", tmp_path, tmp_path / "mail.log")
    with httpx.Client(base_url=f"http://{HOST}:{http_port}") as web:
        running = Sink(process, Command(argv), smtp_port, web)
        try:
            running.start()
            yield running
        finally:
            process.stop()


def invitation(to: str = "achats@scierie.example") -> EmailMessage:
    message = EmailMessage()
    message["From"] = "Boucle <boucle@territoire.example>"
    message["To"] = to
    message["Subject"] = "Une chaufferie près de chez vous cherche du bois déchiqueté"
    message["Message-ID"] = "<7d1f@territoire.example>"
    message["Date"] = "Tue, 24 Nov 2026 09:00:00 +0100"
    message.set_content("Répondez ici : https://boucle.example/r/abc?x=1&y=2.\n")
    message.add_alternative(
        "<p>Répondez <a href='https://boucle.example/r/abc?x=1&amp;y=2'>ici</a></p>"
        "<script>alert(1)</script>",
        subtype="html",
    )
    message.add_alternative(ICS, subtype="calendar", params={"method": "REQUEST"})
    return message


def test_a_message_is_kept_and_read_back_whole(sink: Sink) -> None:
    sink.send(invitation())

    [kept] = sink.web.get("/api/messages").json()

    assert kept["id"] == 1
    assert kept["from"] == "boucle@territoire.example"
    assert kept["to"] == "achats@scierie.example"
    assert kept["subject"] == "Une chaufferie près de chez vous cherche du bois déchiqueté"
    assert kept["message_id"] == "<7d1f@territoire.example>"
    assert kept["date"] == "2026-11-24T09:00:00+01:00"
    assert kept["links"] == ["https://boucle.example/r/abc?x=1&y=2"]
    assert "Répondez ici" in kept["text"]
    assert "Répondez <a" in kept["html"]
    assert "METHOD:REQUEST" in kept["ics"]
    assert sink.web.get("/api/messages/1").json() == kept
    assert sink.web.get("/api/messages/1/raw").text.startswith("From: Boucle")


def test_messages_are_found_by_recipient_and_since(sink: Sink) -> None:
    for company in ("a", "b", "a"):
        sink.send(invitation(f"{company}@company.example"))

    def ids(**params: str) -> list[int]:
        return [kept["id"] for kept in sink.web.get("/api/messages", params=params).json()]

    third = sink.web.get("/api/messages/3").json()
    assert ids() == [1, 2, 3]
    assert ids(to="A@company.example") == [1, 3]
    assert ids(since="2") == [3]
    assert ids(to="a@company.example", since="1") == [3]
    assert ids(since=third["received_at"]) == [3]
    assert sink.web.get("/api/messages", params={"since": "noon"}).status_code == 422


def test_messages_and_their_numbers_survive_a_restart(sink: Sink) -> None:
    sink.send(invitation())
    sink.process.stop()
    sink.start()
    sink.send(invitation())

    assert [kept["id"] for kept in sink.web.get("/api/messages").json()] == [1, 2]
    assert sink.web.delete("/api/messages").json() == {"deleted": 2}
    assert sink.web.get("/api/messages").json() == []


def test_the_next_recipients_fail_on_demand(sink: Sink) -> None:
    sink.web.post("/api/behaviour", json={"smtp_code": 451, "count": 2}).raise_for_status()

    for _ in range(2):
        with pytest.raises(smtplib.SMTPRecipientsRefused):
            sink.send(invitation())
    sink.send(invitation())

    assert len(sink.web.get("/api/messages").json()) == 1
    assert sink.web.post("/api/behaviour", json={"smtp_code": 200, "count": 1}).status_code == 422


def test_commands_may_come_before_the_answers_to_those_before(sink: Sink) -> None:
    """RFC 2920: an envelope in one go, and the next one right behind a message."""

    def envelope(to: str) -> bytes:
        return f"MAIL FROM:<b@b.example>\r\nRCPT TO:<{to}@company.example>\r\nDATA\r\n".encode()

    content = b"Subject: %s\r\n\r\n..\r\nbody\r\n.\r\n"
    with socket.create_connection((HOST, sink.smtp_port), timeout=10) as line:
        answers = line.makefile("rb")
        assert answers.readline()[:4] == b"220 "
        line.sendall(b"EHLO client\r\n")
        extensions = [answers.readline()]
        while extensions[-1][3:4] == b"-":
            extensions.append(answers.readline())
        assert b"250-PIPELINING\r\n" in extensions
        line.sendall(envelope("a"))
        assert [answers.readline()[:3] for _ in range(3)] == [b"250", b"250", b"354"]
        line.sendall(content % b"first" + envelope("b"))
        assert [answers.readline()[:3] for _ in range(4)] == [b"250", b"250", b"250", b"354"]
        line.sendall(content % b"second" + b"QUIT\r\n")
        assert [answers.readline()[:3] for _ in range(2)] == [b"250", b"221"]

    kept = sink.web.get("/api/messages").json()
    assert [(one["to"], one["subject"]) for one in kept] == [
        ("a@company.example", "first"),
        ("b@company.example", "second"),
    ]
    assert kept[0]["text"].splitlines() == [".", "body"]


@pytest.mark.parametrize(
    "content", ["", ".\r\n", "..\r\n", "a.\r\n", "a\r\n.b\r\n", "\r\n.\r\n.\r\n", "a.\r\n" * 40_000]
)
def test_a_message_is_kept_to_the_byte(sink: Sink, content: str) -> None:
    """Full stops at a line's beginning are doubled on the way; one alone ends the message."""
    quoted = "".join(f".{line}" if line[0] == "." else line for line in content.splitlines(True))
    with socket.create_connection((HOST, sink.smtp_port), timeout=10) as line:
        line.sendall(b"EHLO x\r\nMAIL FROM:<a@b.example>\r\nRCPT TO:<c@d.example>\r\nDATA\r\n")
        line.sendall(f"{quoted}.\r\nQUIT\r\n".encode())
        assert line.makefile("rb").readlines()[-2:] == [
            b"250 kept as message 1\r\n",
            b"221 Bye\r\n",
        ]

    assert sink.web.get("/api/messages/1/raw").content.decode() == content


def test_pages_show_the_mail_and_run_nothing_of_it(sink: Sink) -> None:
    assert "No mail yet" in sink.web.get("/").text
    sink.send(invitation())

    assert "Une chaufferie près" in sink.web.get("/").text
    page = sink.web.get("/messages/1").text
    assert "sandbox=" in page
    assert "<script>alert" not in page
    body = sink.web.get("/messages/1/html")
    assert "default-src 'none'" in body.headers["content-security-policy"]
    assert body.headers["content-security-policy"].startswith("sandbox")
    assert sink.web.get("/messages/9").status_code == 404

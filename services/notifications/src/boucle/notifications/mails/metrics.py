"""Count what notifications does."""

from dataclasses import dataclass
from functools import partial
from typing import Final, get_args

from prometheus_client import CollectorRegistry, Counter, Gauge, Histogram

from boucle.notifications.mails.plan import Step

FAILURES: Final = ("bad_address", "no_contact", "not_written", "overtaken", "stopped")
"""Reasons to give a mail up; others are ``smtp_`` followed by the mail server's code."""


@dataclass(frozen=True, slots=True)
class MailMetrics:
    sent: Counter
    failed: Counter
    put_off: Counter
    without_contact: Counter
    taken_over: Counter
    released: Counter
    gathered: Counter
    digests: Counter
    seconds: Histogram
    due: Gauge
    oldest_due: Gauge
    no_contact: Gauge
    kept: Gauge
    held: Gauge
    oldest_held: Gauge


def mail_metrics(registry: CollectorRegistry) -> MailMetrics:
    """Start the counters at zero: a rate needs one measure from before the first mail."""
    metrics = _new_mail_metrics(registry)
    for step in get_args(Step):
        metrics.sent.labels(step)
    metrics.sent.labels("sign_in")
    metrics.sent.labels("morning")
    for reason in FAILURES:
        metrics.failed.labels(reason)
    return metrics


def _new_mail_metrics(registry: CollectorRegistry) -> MailMetrics:
    gauge = partial(Gauge, registry=registry)
    counter = partial(Counter, registry=registry)
    return MailMetrics(
        sent=counter("boucle_mail_sent", "Mails the mail server took.", ["step"]),
        failed=counter("boucle_mail_failed", "Mails given up, and why.", ["reason"]),
        put_off=counter("boucle_mail_put_off", "Attempts put off, and why.", ["reason"]),
        without_contact=counter(
            "boucle_mail_without_contact", "Mails that wait because the company has no contact."
        ),
        taken_over=counter(
            "boucle_mail_taken_over", "Mails begun by a sender that died: each may have left twice."
        ),
        released=counter(
            "boucle_introduction_released", "Held introductions let go when room appeared."
        ),
        gathered=counter(
            "boucle_mail_gathered", "Reminders, and mails put off, that joined a morning's digest."
        ),
        digests=counter("boucle_mail_digests", "Messages that held several mails."),
        seconds=Histogram(
            "boucle_mail_seconds",
            "From due to taken by the mail server.",
            buckets=(0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 15, 60, 300, 3600),
            registry=registry,
        ),
        due=gauge("boucle_mail_due", "Mails to send now, their company's contact known."),
        oldest_due=gauge("boucle_mail_oldest_due_seconds", "Age of the oldest of them."),
        no_contact=gauge("boucle_mail_no_contact", "Mails that wait for a contact, now."),
        kept=gauge("boucle_mail_kept", "Mails that wait, since a restore, to be released."),
        held=gauge("boucle_introduction_held", "Introductions that wait for room, now."),
        oldest_held=gauge("boucle_introduction_oldest_held_seconds", "Age of the oldest."),
    )

"""What notifications counts."""

from dataclasses import dataclass

from prometheus_client import CollectorRegistry, Counter, Histogram


@dataclass(frozen=True, slots=True)
class MailMetrics:
    sent: Counter
    failed: Counter
    put_off: Counter
    without_contact: Counter
    taken_over: Counter
    released: Counter
    seconds: Histogram


def mail_metrics(registry: CollectorRegistry) -> MailMetrics:
    return MailMetrics(
        sent=Counter(
            "boucle_mail_sent", "Mails the mail server took.", ["step"], registry=registry
        ),
        failed=Counter(
            "boucle_mail_failed", "Mails given up, and why.", ["reason"], registry=registry
        ),
        put_off=Counter(
            "boucle_mail_put_off", "Attempts put off, and why.", ["reason"], registry=registry
        ),
        without_contact=Counter(
            "boucle_mail_without_contact",
            "Mails that wait because the company has no contact.",
            registry=registry,
        ),
        taken_over=Counter(
            "boucle_mail_taken_over",
            "Mails begun by a sender that died: each may have left twice.",
            registry=registry,
        ),
        released=Counter(
            "boucle_introduction_released",
            "Held introductions let go when room appeared.",
            registry=registry,
        ),
        seconds=Histogram(
            "boucle_mail_seconds",
            "From due to taken by the mail server.",
            buckets=(0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 15, 60, 300, 3600),
            registry=registry,
        ),
    )

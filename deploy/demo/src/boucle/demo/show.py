"""What a newcomer sees: short tables, each with what it proves."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from rich.console import Console
from rich.table import Table

from boucle.demo.client import Json
from boucle.demo.story import Found, Mail, Moved, Refused
from boucle.demo.told import ASSUMED


def exchanges(console: Console, found: Sequence[Found]) -> None:
    """Each real exchange, its rank in both lists, and what spoke for it."""
    table = Table(title="Real exchanges of Normandy, found among typical companies and decoys")
    for column in (
        "",
        "offer → need",
        "score",
        "offer's rank\nfor the need",
        "need's rank\nfor the offer",
        "reasons (verdict)",
        "publicly known",
    ):
        table.add_column(column)
    for one in found:
        synergy = one.synergy or {}
        table.add_row(
            one.exchange.id,
            f"{one.exchange.offer}\n→ {one.exchange.need}",
            str(synergy.get("score", "absent")),
            str(one.rank_of_offer or "–"),
            str(one.rank_of_need or "–"),
            ", ".join(f"{c['name']} {c['verdict']}" for c in synergy.get("why", [])[:6]),
            one.exchange.known,
        )
    console.print(table)
    console.print(
        f"[dim]Quantities, temperatures, costs and seasons that the public pages do not give are "
        f"{ASSUMED} (certainty: estimated). Places are commune centres.[/dim]"
    )


def decoys(console: Console, refused: Sequence[Refused]) -> None:
    """Decoys by kind: how many, in how many synergies (none is right), and why."""
    table = Table(title="Decoys: flows that look right and must not match")
    for column in (
        "nature",
        "decoy",
        "told against",
        "why it must be refused",
        "refused by",
        "in lists",
    ):
        table.add_column(column)
    shown: set[str] = set()
    for one in refused:
        kind = one.decoy.flow.split(".")[1]
        if kind not in shown:
            shown.add(kind)
            alike = [r for r in refused if r.decoy.flow.split(".")[1] == kind]
            table.add_row(
                one.decoy.nature,
                f"{kind} × {len(alike)}",
                one.decoy.against,
                one.decoy.why,
                ", ".join(one.failing),
                str(sum(r.synergies for r in alike)),
            )
    console.print(table)


def moved(console: Console, changes: Sequence[Moved]) -> None:
    table = Table(title="A flow changes, and what moves with it")
    for column in ("change", "partners before", "partners after", "indicator", "before", "after"):
        table.add_column(column)
    for one in changes:
        table.add_row(
            one.change,
            "\n".join(one.before[:6]) or "none",
            "\n".join(one.after[:6]) or "none",
            one.figure,
            one.figure_before,
            one.figure_after,
        )
    console.print(table)


def arrived(console: Console, mails: Sequence[Mail]) -> None:
    table = Table(title="Invitations as they arrived (real SMTP, local sink)")
    for column in ("to", "subject", "page to answer"):
        table.add_column(column)
    for mail in mails:
        table.add_row(mail.to, mail.subject, mail.link or "–")
    console.print(table)


def figures(console: Console, title: str, known: Mapping[str, str]) -> None:
    table = Table(title=title)
    table.add_column("figure (grade)")
    table.add_column("value", justify="right")
    for name, value in known.items():
        table.add_row(name, value)
    console.print(table)


def steps(console: Console, timed: Sequence[tuple[str, float]]) -> None:
    table = Table(title="Time of each step")
    table.add_column("step")
    table.add_column("seconds", justify="right")
    for name, seconds in timed:
        table.add_row(name, f"{seconds:.1f}")
    console.print(table)


def addresses(console: Console, entry: str, mail: str) -> None:
    console.print("\n[bold]It runs, and stays running.[/bold] Explore:")
    for what, where in (
        ("every mail, as companies got it", mail),
        ("the API, one entry for all services", f"{entry}/v1/synergies"),
        ("a token for it", "uv run boucle token operator   (or animator, tool, company)"),
        ("what runs where", "uv run boucle status"),
        ("stop everything, data kept", "make down"),
    ):
        console.print(f"  {what:<38} {where}")


def life(console: Console, what: str, synergy: Json) -> None:
    standings = ", ".join(f"{side['role']} {side['standing']}" for side in synergy["sides"])
    console.print(f"  {what}: [bold]{synergy['state']}[/bold] ({standings})")

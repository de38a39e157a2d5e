"""Show a newcomer short tables, each with what it proves."""

from collections.abc import Mapping, Sequence

from rich import box
from rich.console import Console
from rich.table import Table

from boucle.demo.client import Json
from boucle.demo.declarations import ASSUMED
from boucle.demo.mailbox import DemoMail
from boucle.demo.story import FoundExchange, Moved, StoryRefused

MARKS = {"pass": "[green]✓[/green]", "partial": "[yellow]~[/yellow]", "unknown": "?"}
REASONS = ("distance", "season", "quality", "form", "legal", "quantity", "eur", "tco2e")
UNITS = {"distance": " km", "season": " months", "quantity": " %"}


def exchanges(console: Console, found: Sequence[FoundExchange], names: Mapping[str, str]) -> None:
    table = Table(
        title="Real exchanges of Normandy, found among typical companies and decoys", box=box.SIMPLE
    )
    table.add_column("")
    table.add_column("who gives → who needs, and why the engine says so", ratio=1)
    table.add_column("score", justify="right")
    table.add_column("offer is\nthe need's", justify="right")
    table.add_column("need is\nthe offer's", justify="right")
    for one in found:
        table.add_row(
            one.exchange.id,
            f"[bold]{names[one.exchange.offer]} → {names[one.exchange.need]}[/bold]\n"
            f"{_reasons(one.synergy)}\n[dim]known: {one.exchange.known}[/dim]",
            str(one.synergy["score"]),
            _ordinal(one.rank_of_offer),
            _ordinal(one.rank_of_need),
        )
    console.print(table)
    console.print(
        "✓ passes, ~ passes in part, ? not declared. Places are commune centres; quantities, "
        f"temperatures, costs and seasons that the public pages do not give are [bold]{ASSUMED}"
        "[/bold] (certainty: estimated).\n"
    )


def _reasons(synergy: Json) -> str:
    why = {criterion["name"]: criterion for criterion in synergy["why"]}
    return "  ".join(
        f"{MARKS.get(why[name]['verdict'], '?')} {name}{_value(why[name])}"
        for name in REASONS
        if name in why
    )


def _value(criterion: Json) -> str:
    name, value = criterion["name"], criterion["value"]
    return f" {value}{UNITS[name]}" if value is not None and name in UNITS else ""


def _ordinal(rank: int | None) -> str:
    if rank is None:
        return "–"
    return f"{rank}{({1: 'st', 2: 'nd', 3: 'rd'}).get(rank, 'th')}"


def decoys(console: Console, refused: Sequence[StoryRefused]) -> None:
    table = Table(title="Decoys: flows that look right and must not match", box=box.SIMPLE)
    for column in (
        "nature",
        "decoy",
        "declared against",
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
                ", ".join(name for name in one.failing if name != "quality"),
                str(sum(r.synergies for r in alike)),
            )
    console.print(table)


def moved(console: Console, changes: Sequence[Moved]) -> None:
    table = Table(title="A flow changes, and what moves with it", box=box.SIMPLE)
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


def arrived(console: Console, mails: Sequence[DemoMail]) -> None:
    table = Table(title="Invitations as they arrived (real SMTP, local sink)", box=box.SIMPLE)
    for column in ("to", "subject", "page to answer"):
        table.add_column(column, overflow="fold")
    for mail in mails:
        table.add_row(mail.to, mail.subject, mail.link or "–")
    console.print(table)


def figures(console: Console, title: str, values: Mapping[str, str]) -> None:
    table = Table(title=title, box=box.SIMPLE)
    table.add_column("figure (grade)")
    table.add_column("value", justify="right")
    for name, value in values.items():
        table.add_row(name, value)
    console.print(table)


def steps(console: Console, timed: Sequence[tuple[str, float]]) -> None:
    table = Table(title="Time of each step", box=box.SIMPLE)
    table.add_column("step")
    table.add_column("seconds", justify="right")
    for name, seconds in timed:
        table.add_row(name, f"{seconds:.1f}")
    console.print(table)


def life(console: Console, what: str, synergy: Json) -> None:
    answers = ", ".join(f"{side['role']} {side['standing']}" for side in synergy["sides"])
    console.print(f"  {what}: [bold]{synergy['state']}[/bold] ({answers})")

"""Show a newcomer what several companies pool or share."""

from collections.abc import Mapping, Sequence

from rich import box
from rich.console import Console
from rich.table import Table

from boucle.demo.client import Json
from boucle.demo.declarations import ASSUMED
from boucle.demo.groups import Crossing, DemoRun, FoundGroup

LINES = 3
FIGURES = ("tonnes", "km", "eur", "tco2e", "fte", "use")


def found(console: Console, groups: Sequence[FoundGroup], names: Mapping[str, str]) -> None:
    table = Table(title="Real cases of what several companies pool or share", box=box.SIMPLE)
    table.add_column("")
    table.add_column("what, by whom, and what it would bring in a year", ratio=1)
    table.add_column("state")
    table.add_column("seen / asked for")
    for one in groups:
        group = one.synergy["group"]
        members = ", ".join(names[key] for key in one.members)
        table.add_row(
            one.case.id,
            f"[bold]{one.case.what}[/bold]: {members}\n{brought(group['figures'])}\n"
            f"[dim]known: {one.case.known}[/dim]",
            group["state"],
            threshold(one.synergy),
        )
    console.print(table)
    console.print(
        "Tonnes, costs, hours, capacities and months that the public pages do not give are "
        f"[bold]{ASSUMED}[/bold].\n"
    )


def excluded(console: Console, refused: Sequence[DemoRun]) -> None:
    table = Table(title="What must stand in no group", box=box.SIMPLE)
    for column in ("what", "why it must not", "in groups"):
        table.add_column(column)
    for one in refused:
        table.add_row(one.refusal.what, one.refusal.why, str(one.groups))
    console.print(table)


def crossing(console: Console, crossed: Crossing) -> None:
    near, viable = crossed.near["group"], crossed.viable["group"]
    console.print(
        f"  One more declaration: {measured(near)} ([bold]{near['state']}[/bold]) becomes "
        f"{measured(viable)} ([bold]{viable['state']}[/bold]), {brought(viable['figures'])}"
    )
    console.print(
        f"  The animator qualifies it, {len(crossed.letters)} companies answer on their pages "
        "and are named to each other, a carrier is named: "
        f"[bold]{crossed.running['state']}[/bold]"
    )
    table = Table(title="Figures of its territory", box=box.SIMPLE)
    for column in ("figure", "before", "after"):
        table.add_column(column)
    for key, before in crossed.before.items():
        if before != crossed.after[key]:
            table.add_row(key, before, crossed.after[key])
    console.print(table)


def threshold(synergy: Json) -> str:
    lines = [f"{one['name']} {one['value']}{_unit(one)}" for one in synergy["why"] if _bounded(one)]
    return "\n".join(lines[:LINES])


def _bounded(criterion: Json) -> bool:
    return criterion["value"] is not None and criterion["limit"] is not None


def _unit(one: Json) -> str:
    limit = "" if one["limit"] is None else f" / {one['limit']}"
    return f"{limit} {one['unit'] or ''}".removesuffix(" 1").rstrip()


def measured(group: Json) -> str:
    unit = "" if group["unit"] in (None, "1") else f" {group['unit']}"
    return f"{group['measure']} {group['value']} of {group['threshold']}{unit}"


def brought(amounts: Mapping[str, Json]) -> str:
    return ", ".join(shown for key in FIGURES if (shown := _amount(key, amounts.get(key))))


def _amount(key: str, amount: Json | None) -> str:
    if amount is None or amount["low"] is None:
        return ""
    low, high = float(amount["low"]), float(amount["high"])
    number = f"{low:,.10g}" if low == high else f"{low:,.10g} to {high:,.10g}"
    return f"{key} {number}"

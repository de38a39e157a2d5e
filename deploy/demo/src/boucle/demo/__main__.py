"""Play the demo against a running Boucle: ``python -m boucle.demo``; exit 1 when a claim fails.

Environment (set by ``boucle demo``): BOUCLE_ENTRY, BOUCLE_OPERATOR_ID, BOUCLE_OPERATOR_SECRET,
BOUCLE_CREDENTIALS.
"""

import os
import sys
from functools import partial
from pathlib import Path

import httpx
from rich.console import Console
from rich.progress import Progress

from boucle.demo import groups, show, show_groups
from boucle.demo.cases import Cases, cases
from boucle.demo.cast import Cast, Timing, company_of, prepare
from boucle.demo.client import ClientRefused, Credentials, DemoClient, TooLate, wait_for
from boucle.demo.declarations import Declarations, declarations
from boucle.demo.story import (
    SHOWN_TERRITORY,
    FoundExchange,
    answer,
    crowds,
    declare,
    figure,
    figures,
    find,
    invite,
    mails,
    mails_about,
    qualify,
    refusal,
    report_ended,
    report_lead,
    revise,
    withdraw,
)

NAMES = (
    "BOUCLE_ENTRY",
    "BOUCLE_OPERATOR_ID",
    "BOUCLE_OPERATOR_SECRET",
    "BOUCLE_CREDENTIALS",
)
WITHDRAWN, WATCHED = "platrerie.montivilliers.1", "plaque_platre.grand-couronne.1"
OFFERING, NEEDING = "sevede", "tereos"


def main() -> int:
    # Tables fit a pipe or a narrow terminal, and nothing is cut.
    console = Console(width=max(Console().width, 110))
    missing = [name for name in NAMES if not os.environ.get(name)]
    if missing:
        console.print(f"[red]Not set: {', '.join(missing)}. Run it as `boucle demo`.[/red]")
        return 2
    try:
        return play(console, Timing())
    except (ClientRefused, TooLate, httpx.HTTPError) as error:
        console.print(f"[red]The demo stopped: {error}[/red]")
        return 1


def play(console: Console, timing: Timing) -> int:
    declared, several = declarations(), cases()
    entry, credentials_file = os.environ["BOUCLE_ENTRY"], os.environ["BOUCLE_CREDENTIALS"]
    operator = Credentials(os.environ["BOUCLE_OPERATOR_ID"], os.environ["BOUCLE_OPERATOR_SECRET"])
    with timing.step("a sandbox, its territories and principals"):
        cast = prepare(entry, operator, Path(credentials_file), declared, (several.territory,))
    console.print(f"All of it is in sandbox {cast.sandbox}: nothing real is touched, no mail sent.")
    _declare(console, timing, cast, declared)
    company_of(cast, Path(credentials_file), NEEDING)
    found = _find(console, timing, cast, declared)
    wrong = _refuse(console, timing, cast, declared)
    _move(console, timing, cast, declared)
    _introduce(console, timing, cast, found)
    _report(console, timing, cast, found)
    _meet(console, timing, cast, found)
    runs = _pool(console, timing, cast, several)
    show.figures(console, "Caux Seine Agglo this month", figures(cast, SHOWN_TERRITORY))
    show.steps(console, timing.steps)
    return _verdict(console, found, wrong + sum(one.groups for one in runs))


def _pool(console: Console, timing: Timing, cast: Cast, several: Cases) -> list[groups.DemoRun]:
    with timing.step(f"{len(several.sharings)} needs and offers of services, equipment, posts"):
        groups.declare_cases(cast, several)
    done = groups.crossed(cast, several)
    if done is not None:
        groups.declare_sharing(cast, several, several.last)
    with timing.step("every real case of several companies found"):
        found = [
            wait_for(f"the group of {case.id}", partial(groups.find_case, cast, case))
            for case in several.cases
        ]
    show_groups.found(console, found, several.names())
    if done is not None:
        show.life(console, f"{groups.CROSSED}, crossed in an earlier run", done)
    else:
        with timing.step("a declaration → near to viable → answers → it runs → figures"):
            crossed = groups.cross(cast, several)
        show_groups.crossing(console, crossed)
    with timing.step("what must stand in no group"):
        runs = [groups.excluded(cast, one) for one in several.refusals]
    show_groups.excluded(console, runs)
    return runs


def _declare(console: Console, timing: Timing, cast: Cast, declared: Declarations) -> None:
    total = len(declared.organisations) + len(declared.sites) + len(declared.flows)
    with timing.step(f"{total} declarations over the public API"), Progress(console=console) as bar:
        task = bar.add_task("declaring", total=total)
        declare(cast, declared, lambda done: bar.advance(task, done))
    console.print(
        f"{len(declared.organisations)} organisations, {len(declared.flows)} flows declared."
    )


def _find(
    console: Console, timing: Timing, cast: Cast, declared: Declarations
) -> list[FoundExchange]:
    with timing.step("every real exchange found"):
        found = [
            wait_for(
                f"{exchange.id} ({exchange.offer} → {exchange.need})",
                partial(find, cast, exchange),
            )
            for exchange in declared.exchanges
        ]
    show.exchanges(console, found, declared.names())
    return found


def _refuse(console: Console, timing: Timing, cast: Cast, declared: Declarations) -> int:
    with timing.step(f"{len(declared.decoys)} decoys looked up"):
        refused = [refusal(cast, decoy) for decoy in declared.decoys]
    show.decoys(console, refused)
    wrong = [one for one in refused if not one.right]
    for one in wrong:
        console.print(
            f"[red]{one.decoy.flow} is in {one.synergies} synergies, fails {one.failing}[/red]"
        )
    return len(wrong)


def _move(console: Console, timing: Timing, cast: Cast, declared: Declarations) -> None:
    with timing.step("one flow revised, one withdrawn"):
        changes = [
            revise(cast, declared, "raffinerie_chaleur", "100"),
            withdraw(
                cast,
                declared,
                "platrerie.montivilliers.1",
                watched="plaque_platre.grand-couronne.1",
            ),
        ]
    show.moved(console, changes)


def _introduce(console: Console, timing: Timing, cast: Cast, found: list[FoundExchange]) -> None:
    synergy = _synergy(found, "S01")
    if already := _consented(cast.animator, synergy):
        show.life(console, "S01, answered by both in an earlier run", already)
        return
    before = figure(cast, SHOWN_TERRITORY, "introductions_answered")
    with timing.step("the register divided into classes shown alike"):
        wait_for("the classes", lambda: crowds(cast))
    with timing.step("qualified → mails → answers → disclosure → indicator"):
        qualify(cast, synergy)
        letters = wait_for("the two introductions", lambda: mails_about(cast, (OFFERING, NEEDING)))
        for letter in letters:
            answer(letter)
        consented = wait_for("both consents", lambda: _consented(cast.animator, synergy))
        after = wait_for("the indicator", lambda: _other_than(before, cast))
    show.arrived(console, letters)
    show.life(console, "S01 after both answered yes and ticked the box", consented)
    console.print(f"  indicator introductions_answered: {before} → {after}")
    automatic = [m for m in mails(cast) if m.link]
    console.print(f"  {len(automatic)} introduction mails in all: Le Havre is `auto`.")


def _other_than(before: str, cast: Cast) -> str | None:
    after = figure(cast, SHOWN_TERRITORY, "introductions_answered")
    return after if after != before else None


def _consented(animator: DemoClient, synergy_id: str) -> dict[str, object] | None:
    synergy = animator.get(f"/v1/synergies/{synergy_id}")
    return synergy if synergy["disclosed"] else None


def _report(console: Console, timing: Timing, cast: Cast, found: list[FoundExchange]) -> None:
    with timing.step("reported by people: an ended one, a lead"):
        ended = report_ended(cast, _synergy(found, "S18"))
        lead = report_lead(cast, next(one.exchange for one in found if one.exchange.id == "S21"))
    show.life(console, "S18, reported as ended (the mill closed in 2020)", ended)
    show.life(console, "S21, reported as a lead, with a next action", lead)


def _meet(console: Console, timing: Timing, cast: Cast, found: list[FoundExchange]) -> None:
    with timing.step("a meeting invited"):
        before = len(mails(cast))
        meeting = invite(cast, SHOWN_TERRITORY, [_synergy(found, "S01")])
        wait_for("its two invitations", lambda: len(mails(cast)) >= before + 2 or None)
    invited = [m for m in mails(cast)[before:] if m.link is None]
    console.print(
        f"Meeting {meeting['meeting_id']}: {len(invited)} companies invited, with a calendar part."
    )


def _synergy(found: list[FoundExchange], exchange: str) -> str:
    return next(str(o.synergy["synergy_id"]) for o in found if o.exchange.id == exchange)


def _verdict(console: Console, found: list[FoundExchange], wrong: int) -> int:
    """Check the demo's claims: 3rd or better for the need, 10th or better for the offer, no
    decoy."""
    late = [
        one.exchange.id
        for one in found
        if one.synergy["state"] != "stopped"
        and ((one.rank_of_offer or 99) > 3 or (one.rank_of_need or 99) > 10)
    ]
    if late or wrong:
        console.print(
            f"[red]Not as claimed: ranks of {late or 'none'}; {wrong} decoys or groups.[/red]"
        )
        return 1
    console.print(
        f"\n[green]{len(found)} real exchanges: each offer among its need's first 3, each need "
        "among its offer's first 10; no decoy in any list. Each real case of several companies "
        "found with its members, and no other group.[/green]"
    )
    return 0


if __name__ == "__main__":
    sys.exit(main())

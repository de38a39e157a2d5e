"""What a territory lacks for its mails to be worth opening is said, and nothing when it has all."""

from dataclasses import replace

from boucle.contract.events.registry import Territory as TerritoryEvent
from boucle.platform.translating import translated
from boucle.registry.domain.entities import Animator, Controller, Territory
from boucle.registry.territories.contact import DEFAULT_BASIS, contact_warnings, shown_controller
from tests.kit.contact import ANIMATOR, CONTROLLER

WHOLE = Controller(**CONTROLLER)
ANSWERED = Territory(
    "Pays de Falaise",
    TerritoryEvent(siren="241400514", kind="epci"),
    animator=Animator(**ANIMATOR),
    controller=WHOLE,
)


def lacks(territory: Territory, answering: Controller | None) -> list[str]:
    found = list(contact_warnings(territory, answering))
    said = [text for each in found for text in (each.message, each.expected)]
    assert all(text and translated(text, "fr") != text for text in said)
    return [each.field for each in found]


def test_nothing_is_said_of_one_that_has_all() -> None:
    assert lacks(ANSWERED, WHOLE) == []


def test_each_thing_that_is_missing_is_named() -> None:
    assert lacks(replace(ANSWERED, animator=None), WHOLE) == ["animator"]
    silent = replace(ANSWERED, animator=Animator("Camille", "eit@territoire.example"))
    assert lacks(silent, WHOLE) == ["animator.phone", "animator.address"]
    bare = Controller("Association", "1 rue de l'Exemple", "donnees@territoire.example")
    fields = ["controller.basis", "controller.publisher", "controller.host"]
    assert lacks(replace(ANSWERED, controller=bare), bare) == fields
    assert lacks(replace(ANSWERED, controller=None), None) == ["controller"]


def test_a_federation_answers_for_its_territories_and_writes_to_nobody() -> None:
    assert lacks(replace(ANSWERED, controller=None), WHOLE) == []
    federation = Territory("Région", TerritoryEvent(siren="200010700", kind="federation"))
    assert lacks(federation, None) == []
    bare = replace(WHOLE, publisher=None)
    assert lacks(replace(federation, controller=bare), bare) == ["controller.publisher"]


def test_who_says_no_basis_gets_the_one_that_anybody_may_have() -> None:
    shown = shown_controller(replace(WHOLE, basis=None))
    assert shown == replace(WHOLE, basis=DEFAULT_BASIS)
    assert shown_controller(WHOLE) == WHOLE
    assert shown_controller(None) is None

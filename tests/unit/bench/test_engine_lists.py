from boucle.catalogue.loading.loader import load_catalogue
from boucle.contract.events.changed_lists import score_of
from boucle.matching.engine import Engine
from boucle.matching.scoring import Rules
from tests.bench.support.engine_lists import lists_of
from tests.bench.support.published import all_lists
from tests.bench.worlds.territory import Territory, change


def test_told_lists_are_those_of_the_engine() -> None:
    rules = Rules(load_catalogue())
    territory = Territory(rules)
    rows = {row.flow: row for row in territory.flows(300)}
    engine = Engine(rules)
    engine.put(change(row, 0) for row in rows.values())
    told = list(lists_of(all_lists(engine)))
    assert any(each.entries for each in told)
    for each in told:
        assert each.gives == rows[each.flow].output
        scores = tuple((partner, score_of(rank)) for partner, rank in each.entries)
        assert scores == engine.entries(each.flow)

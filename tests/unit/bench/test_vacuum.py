from tests.bench.vacuum import TableState, grown

MB = 1_000_000


def table(name: str, size: int) -> TableState:
    return TableState(name, size, indexes=0, live=0, dead=0, vacuums=0)


def test_a_table_that_ends_more_than_a_tenth_larger_has_grown() -> None:
    first = {"entry": table("entry", 40 * MB), "outbox": table("outbox", 20 * MB)}
    last = {"entry": table("entry", 45 * MB), "outbox": table("outbox", 21 * MB)}
    (line,) = grown(first, last)
    assert line.startswith("entry: 40.00 MB")


def test_some_pages_more_of_a_small_table_do_not_count() -> None:
    first = {"owned_partition": table("owned_partition", 50_000)}
    last = {"owned_partition": table("owned_partition", 200_000)}
    assert grown(first, last) == []

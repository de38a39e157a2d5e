"""What the owner of a partition compares."""

from boucle.matching.lists.partitions import catalogue_order


def test_catalogues_are_ordered_by_number() -> None:
    assert catalogue_order("2026.11.10.1") > catalogue_order("2026.11.9.2")

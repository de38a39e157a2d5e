"""Ports are chosen free, remembered, and given up when somebody else took them."""

import socket
from pathlib import Path

from boucle.local.ports import HOST, PortBook, free_port, is_free, reserve


def test_a_port_is_remembered_across_runs(tmp_path: Path) -> None:
    path = tmp_path / "ports.json"

    assert PortBook(path).port("registry") == PortBook(path).port("registry")


def test_no_two_parts_share_a_port(tmp_path: Path) -> None:
    book = PortBook(tmp_path / "ports.json")

    ports = [book.port(f"part-{number}") for number in range(50)]

    assert len(set(ports)) == 50


def test_a_port_somebody_took_is_given_up_before_listening(tmp_path: Path) -> None:
    book = PortBook(tmp_path / "ports.json")
    remembered = book.port("registry")
    with socket.socket() as other:
        other.bind((HOST, remembered))
        other.listen()

        assert not is_free(remembered)
        assert book.port_to_listen("registry") != remembered


def test_a_port_chosen_and_not_yet_listened_on_is_nobody_elses() -> None:
    chosen = free_port()

    assert is_free(chosen)
    assert not reserve(chosen)


def test_a_free_remembered_port_is_kept(tmp_path: Path) -> None:
    book = PortBook(tmp_path / "ports.json")

    assert book.port_to_listen("registry") == book.port_to_listen("registry")

"""``python -m tests.bench``: measures."""

from __future__ import annotations

import argparse

from tests.bench import latency


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m tests.bench")
    parser.add_argument("part", nargs="?", choices=("latency",))
    parser.add_argument("--base", type=int, default=latency.Load.base)
    parser.add_argument("--rate", type=int, default=latency.Load.rate)
    parser.add_argument("--seconds", type=int, default=latency.Load.seconds)
    told = parser.parse_args()
    latency.main(latency.Load(told.base, told.rate, told.seconds))


if __name__ == "__main__":
    main()

"""Generate the TypeScript types where they are out of date: part of ``make client``.

They are committed, as `npm install` of a folder runs nothing. Their first line has digests of what
they are made of, and of themselves: a test compares both without npm.
"""

import json
import shutil
import subprocess
import sys
import tempfile
from hashlib import sha256
from pathlib import Path
from typing import Any

HERE = Path(__file__).parent
CONTRACT = HERE.parents[1] / "services/registry/src/boucle/registry/api/documentation/openapi.json"
MADE = HERE / "contract.d.ts"
PACKAGES = ("openapi-typescript@7.13.0", "typescript@5.9.3")
NOT_AFTER = "2026-11-28"  # of the generator's own dependencies
OPTIONS = ("--default-non-nullable=false", "--root-types=false")


def document() -> dict[str, Any]:
    """Return the contract without its examples, which are no types."""
    whole: dict[str, Any] = _without_examples(json.loads(CONTRACT.read_text(encoding="utf-8")))
    return whole


def _without_examples(part: Any, *, named: bool = False) -> Any:
    """``named``: the keys are names of fields, of which one may be `example`."""
    if isinstance(part, dict):
        return {
            key: _without_examples(value, named=key == "properties" and not named)
            for key, value in part.items()
            if named or key not in ("example", "examples")
        }
    return [*map(_without_examples, part)] if isinstance(part, list) else part


def first_line(made: str) -> str:
    given = json.dumps([document(), PACKAGES, OPTIONS, NOT_AFTER], sort_keys=True)
    digests = (sha256(text.encode()).hexdigest() for text in (given, made))
    return f"// Made by `make client`: {' '.join(digests)}\n"


def is_made() -> bool:
    """Tell whether the types match the contract, and nobody edited them."""
    if not MADE.exists():
        return False
    first, _, made = MADE.read_text(encoding="utf-8").partition("\n")
    return f"{first}\n" == first_line(made)


def generate() -> None:
    """Raise OSError without npm, CalledProcessError where it fails."""
    npm = shutil.which("npm")
    if npm is None:
        raise FileNotFoundError("npm is not installed (Debian: apt install npm)")
    with tempfile.TemporaryDirectory() as folder:
        given, made = Path(folder, "contract.json"), Path(folder, "contract.d.ts")
        given.write_text(json.dumps(document(), sort_keys=True), encoding="utf-8")
        packages = [f"--package={one}" for one in PACKAGES]
        subprocess.run(
            [
                *(npm, "exec", "--yes", "--loglevel=error", f"--before={NOT_AFTER}", *packages),
                *("--", "openapi-typescript", given, "--output", made, *OPTIONS),
            ],
            cwd=folder,
            check=True,
            stdout=subprocess.DEVNULL,
        )
        text = made.read_text(encoding="utf-8")
    MADE.write_text(first_line(text) + text, encoding="utf-8")


if __name__ == "__main__" and not is_made():
    print("boucle: making the TypeScript types from the contract", flush=True)
    try:
        generate()
    except (OSError, subprocess.CalledProcessError) as error:
        sys.exit(f"boucle: could not make the TypeScript types; is there a network to npm? {error}")

"""Generate the client's calls and models where they are out of date: ``make client``.

The generator runs in an environment of its own (uv makes it), as its dependencies are not ours. A
digest of its input and output is stored beside them: nothing is generated twice.
"""

import json
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from hashlib import sha256
from pathlib import Path
from typing import Any

HERE = Path(__file__).parent
ROOT = HERE.parents[1]
CONTRACT = ROOT / "services/registry/src/boucle/registry/api/documentation/openapi.json"
MADE = HERE / "src/boucle_client/generated"
DIGESTS = MADE / "made_of.json"
GENERATOR = "openapi-python-client==0.29.1"
NOT_AFTER = "2026-11-28"  # of the generator's own dependencies
CONFIG = {
    "content_type_overrides": {
        "application/x-ndjson": "application/octet-stream",
        "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet": (
            "application/octet-stream"
        ),
        "text/csv": "application/octet-stream",
        "application/merge-patch+json": "application/json",
    },
    "literal_enums": True,
    "post_hooks": [],
}


def document() -> dict[str, Any]:
    """Return the contract as a client needs it: with returned answers only, and of those in several
    forms the JSON. Problems are raised and redirects followed: `…/possibilities` by a tool's own id
    answers what `/v1/flows/{flow_id}/possibilities` does. Words of an answer are plain text:
    a new one is no breaking change (docs/reference/api.md), and must not fail in a client."""
    whole: dict[str, Any] = json.loads(CONTRACT.read_text(encoding="utf-8"))
    paths = whole["paths"]
    for path, method, operation in list(_operations(whole)):
        answers = operation["responses"]
        if not any(status[0] == "2" for status in answers):
            answers = paths[f"/v1/flows/{{flow_id}}/{path.rpartition('/')[2]}"][method]["responses"]
        operation["responses"] = {
            status: answer for status, answer in answers.items() if status[0] == "2"
        }
        for answer in operation["responses"].values():
            if read := answer.get("content", {}).get("application/json"):
                answer["content"] = {"application/json": read}
        _open_words(operation["responses"], whole["components"], set())
    return whole


def _open_words(part: Any, components: dict[str, Any], seen: set[str]) -> None:
    """Drop enumerations from a part of the contract and from the components that it names."""
    if isinstance(part, dict):
        if part.get("type") == "string":
            part.pop("enum", None)
        name = str(part.get("$ref", "")).removeprefix("#/components/schemas/")
        if name in components["schemas"] and name not in seen:
            seen.add(name)
            _open_words(components["schemas"][name], components, seen)
        part = list(part.values())
    if isinstance(part, list):
        for one in part:
            _open_words(one, components, seen)


def _operations(whole: dict[str, Any]) -> Iterator[tuple[str, str, dict[str, Any]]]:
    for path, methods in whole["paths"].items():
        for method, operation in methods.items():
            if isinstance(operation, dict) and "responses" in operation:
                yield path, method, operation


def _with_key() -> list[str]:
    """Return the paths whose POST takes an Idempotency-Key."""
    return sorted(
        path
        for path, method, operation in _operations(document())
        if method == "post"
        and "idempotency-key" in {one["name"].lower() for one in operation.get("parameters", ())}
    )


def digests() -> dict[str, str]:
    """Digest the generator's input, and its files."""
    given = json.dumps([document(), CONFIG, GENERATOR, NOT_AFTER], sort_keys=True)
    made = sha256()
    for file in sorted(MADE.rglob("*.py")):
        made.update(f"{file.relative_to(MADE).as_posix()}\n".encode() + file.read_bytes())
    return {"given": sha256(given.encode()).hexdigest(), "made": made.hexdigest()}


def is_made() -> bool:
    """Tell whether the generated files match the contract, and nobody edited them."""
    return DIGESTS.exists() and json.loads(DIGESTS.read_text(encoding="utf-8")) == digests()


def generate() -> None:
    """Generate everything. Raise CalledProcessError where the generator warns."""
    uv = shutil.which("uv") or ROOT / ".boucle-tools/bin/uv"
    with tempfile.TemporaryDirectory() as folder:
        given, config = Path(folder, "contract.json"), Path(folder, "config.json")
        made = Path(folder, "generated")
        given.write_text(json.dumps(document()), encoding="utf-8")
        config.write_text(json.dumps(CONFIG), encoding="utf-8")
        subprocess.run(
            [
                *(uv, "tool", "run", "--quiet"),
                *("--python", sys.executable, "--no-python-downloads"),
                *("--exclude-newer", NOT_AFTER, "--from", GENERATOR, "openapi-python-client"),
                *("generate", "--path", given, "--config", config, "--meta", "none"),
                *("--output-path", made, "--fail-on-warning"),
            ],
            check=True,
        )
        shutil.rmtree(MADE, ignore_errors=True)
        shutil.copytree(made, MADE)
    for empty in [one for one in MADE.rglob("*.py") if not one.read_bytes().strip()]:
        empty.write_text('"""Generated: see made_of.json."""\n', encoding="utf-8")
    paths = "".join(f"    {json.dumps(path)},\n" for path in _with_key())
    text = f'"""The paths whose POST takes an Idempotency-Key."""\n\nPATHS = (\n{paths})\n'
    (MADE / "with_key.py").write_text(text, encoding="utf-8")
    DIGESTS.write_text(json.dumps(digests(), indent=2) + "\n", encoding="utf-8")


if __name__ == "__main__" and not is_made():
    print("boucle: making the Python client's calls from the contract", flush=True)
    try:
        generate()
    except (OSError, subprocess.CalledProcessError) as error:
        sys.exit(f"boucle: could not make the client's calls; is there a network to PyPI? {error}")

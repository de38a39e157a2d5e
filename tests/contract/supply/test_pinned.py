"""What Boucle is made of is fixed by what it holds: images by digest, wheels and jars by hash."""

import re
import tomllib
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import yaml

ROOT = Path(__file__).parents[3]
_BY_DIGEST = re.compile(r"[a-z0-9./-]+:[A-Za-z0-9._-]+@sha256:[0-9a-f]{64}")
_SET = re.compile(r"\$\{([A-Z]+_IMAGE):-([^}]+)\}")
_BUILT_HERE = "BOUCLE_IMAGE"


def _of_compose() -> dict[str, str]:
    """By variable, what the compose file runs without it."""
    text = (ROOT / "docker-compose.yml").read_text(encoding="utf-8")
    return {name: image for name, image in _SET.findall(text) if name != _BUILT_HERE}


def _dockerfile() -> str:
    return (ROOT / "deploy/docker/Dockerfile").read_text(encoding="utf-8")


def test_each_image_that_is_pulled_is_named_by_its_digest() -> None:
    images = _of_compose()

    assert len(images) == 7
    assert [image for image in images.values() if not _BY_DIGEST.fullmatch(image)] == []


def test_no_service_runs_an_image_that_cannot_be_set() -> None:
    text = (ROOT / "docker-compose.yml").read_text(encoding="utf-8")
    services = yaml.safe_load(text)["services"]

    assert [name for name, one in services.items() if not _SET.fullmatch(one["image"])] == []


def test_the_image_is_built_on_the_same_base_and_no_other() -> None:
    text = _dockerfile()
    (base,) = re.findall(r"^ARG PYTHON_IMAGE=(.*)$", text, re.MULTILINE)
    stages = re.findall(r"^FROM \S+ AS (\S+)$", text, re.MULTILINE)

    assert base == _of_compose()["PYTHON_IMAGE"]
    assert set(re.findall(r"^FROM (\S+)", text, re.MULTILINE)) <= {"${PYTHON_IMAGE}", *stages}
    assert set(re.findall(r"\bfrom=([^,\s]+)", text)) <= set(stages)


def test_the_example_of_settings_and_the_tests_name_the_same_images() -> None:
    text = (ROOT / ".env.example").read_text(encoding="utf-8")
    said = dict(re.findall(r"^#([A-Z]+_IMAGE)=(.*)$", text, re.MULTILINE))

    assert {name: said[name] for name in said if name != _BUILT_HERE} == _of_compose()
    rules = (ROOT / "tests/containers/observability/test_rules.py").read_text(encoding="utf-8")
    assert f'"{_of_compose()["PROMETHEUS_IMAGE"]}"' in rules


def _files_of_the_lock() -> Iterator[dict[str, Any]]:
    lock = tomllib.loads((ROOT / "uv.lock").read_text(encoding="utf-8"))
    for package in lock["package"]:
        if "registry" in package["source"]:
            yield from package.get("wheels", ())
            yield from filter(None, [package.get("sdist")])


def test_every_wheel_of_the_lock_has_its_hash() -> None:
    files = list(_files_of_the_lock())

    assert len(files) > 1000
    assert [one["url"] for one in files if not one["hash"].startswith("sha256:")] == []


def test_nothing_is_installed_from_elsewhere_than_the_index_and_this_repository() -> None:
    lock = tomllib.loads((ROOT / "uv.lock").read_text(encoding="utf-8"))
    sources = [one["source"] for one in lock["package"]]

    assert {key for one in sources for key in one} <= {"registry", "editable", "virtual"}
    assert {one["registry"] for one in sources if "registry" in one} == {"https://pypi.org/simple"}


def test_what_installs_the_wheels_in_the_image_has_its_hash() -> None:
    tool = (ROOT / "deploy/docker/uv.txt").read_text(encoding="utf-8")

    assert re.match(r"uv==[0-9.]+ \\\n", tool)
    assert re.search(r"--hash=sha256:[0-9a-f]{64}", tool)
    assert re.findall(r"pip install .*", _dockerfile()) == [
        "pip install --quiet --disable-pip-version-check --root-user-action=ignore "
        "--require-hashes -r /tmp/uv.txt"
    ]


def test_the_image_takes_the_lock_as_it_is() -> None:
    commands = re.findall(r"uv (?:sync|export).*", _dockerfile())

    assert len(commands) == 2
    assert all("--frozen" in command for command in commands)


def test_every_jar_of_the_local_broker_has_its_hash() -> None:
    path = ROOT / "deploy/local/src/boucle/local/parts/kafka.lock.toml"
    jars = tomllib.loads(path.read_text(encoding="utf-8"))["dependencies"]

    assert len(jars) > 10
    assert [one["artifactId"] for one in jars if len(one["sha256"]) != 64] == []

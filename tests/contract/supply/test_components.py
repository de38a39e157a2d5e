"""The list of components that the image's build makes: valid CycloneDX of what is installed."""

import json
import sysconfig
from typing import Any

import hypothesis
import pytest
from cyclonedx.schema import SchemaVersion
from cyclonedx.validation.json import JsonStrictValidator
from hypothesis import given
from hypothesis import strategies as st

from deploy.docker.components import bill_of_materials, component, debian_packages, python_packages

LOCKED: dict[str, Any] = {
    "bomFormat": "CycloneDX",
    "specVersion": "1.5",
    "version": 1,
    "serialNumber": "urn:uuid:f2cbd8d6-4e66-40e2-a497-b9134e37c645",
    "metadata": {
        "timestamp": "2026-11-28T20:09:50.059029493Z",
        "tools": [{"vendor": "Astral Software Inc.", "name": "uv", "version": "0.13.9"}],
        "component": {"type": "library", "bom-ref": "boucle-1@0.1.0", "name": "boucle"},
    },
    "components": [
        {
            "type": "library",
            "bom-ref": "boucle-common-2@0.1.0",
            "name": "boucle-common",
            "version": "0.1.0",
            "properties": [{"name": "uv:workspace:path", "value": "libs/common"}],
        },
        {"type": "library", "bom-ref": "numpy-3@2.4.6", "name": "numpy", "version": "2.4.6"},
        {"type": "library", "bom-ref": "numpy-4@2.5.5", "name": "numpy", "version": "2.5.5"},
        {"type": "library", "bom-ref": "colorama-5@1", "name": "colorama", "version": "1"},
    ],
    "dependencies": [
        {
            "ref": "boucle-common-2@0.1.0",
            "dependsOn": ["numpy-3@2.4.6", "numpy-4@2.5.5", "colorama-5@1"],
        },
        {"ref": "numpy-3@2.4.6"},
        {"ref": "numpy-4@2.5.5"},
    ],
}
BESIDE = [component("deb/debian", "libstdc++6", "1:12.2.0-14+deb12u1", "?arch=amd64")]
PURL = "pkg:deb/debian/libstdc%2B%2B6@1:12.2.0-14%2Bdeb12u1?arch=amd64"


def invalid(bom: dict[str, Any]) -> str | None:
    said = JsonStrictValidator(SchemaVersion.V1_5).validate_str(json.dumps(bom))
    return None if said is None else str(said)


def test_it_holds_what_is_installed_and_ours_and_what_lies_beside() -> None:
    made = bill_of_materials(LOCKED, [("numpy", "2.4.6")], BESIDE)

    assert [one["bom-ref"] for one in made["components"]] == [
        *("boucle-common-2@0.1.0", "numpy-3@2.4.6", PURL),
    ]
    assert made["dependencies"] == [
        {"ref": "boucle-common-2@0.1.0", "dependsOn": ["numpy-3@2.4.6"]},
        {"ref": "numpy-3@2.4.6", "dependsOn": []},
    ]
    assert made["metadata"]["component"]["type"] == "container"
    assert invalid(made) is None


def test_of_its_files_those_are_named_that_fit_here() -> None:
    files = ("a-1-cp311-cp311-win32.whl", "a-1-py3-none-any.whl", "a-1.tar.gz")
    urls = [f"https://files.example/{file}" for file in files]
    references = [{"type": "distribution", "url": url} for url in urls]
    package = {"type": "library", "bom-ref": "a@1", "name": "a", "version": "1"}
    for given_, kept in ((references, urls[1:2]), (references[::2], urls[::2])):
        locked = {**LOCKED, "components": [{**package, "externalReferences": given_}]}
        (made,) = bill_of_materials(locked, [("a", "1")], [])["components"]
        assert [one["url"] for one in made["externalReferences"]] == kept


def test_what_was_not_locked_stops_the_build() -> None:
    with pytest.raises(SystemExit, match=r"not in uv\.lock: \[\('numpy', '1\.0'\)\]"):
        bill_of_materials(LOCKED, [("numpy", "1.0")], BESIDE)


def test_the_validator_sees_what_is_wrong() -> None:
    assert invalid({**LOCKED, "components": [{"name": "without a type"}]}) is not None


@given(st.text(min_size=1, max_size=20), st.text(min_size=1, max_size=20))
def test_any_name_and_version_is_one_valid_component(name: str, version: str) -> None:
    one = component("pypi", name, version)

    assert one["purl"].count("@") == 1
    assert one["purl"].isascii()
    assert invalid(bill_of_materials(LOCKED, [], [one])) is None


def test_the_packages_of_this_machine_are_read() -> None:
    here = dict(python_packages([sysconfig.get_path("purelib")]))
    assert here["hypothesis"] == hypothesis.__version__
    assert all(one["purl"].startswith("pkg:deb/") for one in debian_packages())

#!/usr/bin/env python3
"""List the image's parts as CycloneDX 1.5: standard input to standard output, in the image.

The input is what uv locked (``uv export --format cyclonedx1.5``, with the hashes of all wheels).
The output is what is installed here, with the wheels that fit here, plus Debian's packages and
Python with what came with it.
"""

import json
import platform
import re
import subprocess
import sys
import sysconfig
from collections.abc import Iterable, Iterator
from importlib.metadata import distributions
from pathlib import Path
from typing import Any
from urllib.parse import quote

from packaging.tags import sys_tags
from packaging.utils import parse_wheel_filename

_TAGS = frozenset(sys_tags())
_BASE = Path("/usr/local/lib")  # where the base image has its own Python packages


def bill_of_materials(
    locked: dict[str, Any], installed: Iterable[tuple[str, str]], beside: Iterable[dict[str, Any]]
) -> dict[str, Any]:
    """Exit with one line when something is ``installed`` (name, version) that was not locked."""
    found = set(installed)
    components = [
        _here(one) for one in locked["components"] if _is_ours(one) or _named(one) in found
    ]
    if unlocked := found - {_named(one) for one in components}:
        sys.exit(f"installed, but not in uv.lock: {sorted(unlocked)}")
    refs = {one["bom-ref"] for one in components}
    about = {**locked["metadata"]["component"], "type": "container"}
    edges = [
        {**edge, "dependsOn": [ref for ref in edge.get("dependsOn", ()) if ref in refs]}
        for edge in locked["dependencies"]
        if edge["ref"] in refs
    ]
    return {
        **locked,
        "metadata": {**locked["metadata"], "component": about},
        "components": [*components, *beside],
        "dependencies": edges,
    }


def python_packages(folders: Iterable[str]) -> Iterator[tuple[str, str]]:
    """Yield name, by PyPA's spelling, and version of what is installed in these folders."""
    for one in distributions(path=[*folders]):
        yield re.sub(r"[-_.]+", "-", one.name).lower(), one.version


def component(purl_type: str, name: str, version: str, qualifiers: str = "") -> dict[str, Any]:
    purl = f"pkg:{purl_type}/{quote(name, safe='')}@{quote(version, safe=':')}{qualifiers}"
    return {"type": "library", "bom-ref": purl, "name": name, "version": version, "purl": purl}


def debian_packages() -> Iterator[dict[str, Any]]:
    release = platform.freedesktop_os_release()
    distro = f"{release['ID']}-{release['VERSION_ID']}"
    command = ["dpkg-query", "--show", "--showformat=${Package} ${Version} ${Architecture}\\n"]
    output = subprocess.run(command, stdout=subprocess.PIPE, text=True, check=True).stdout
    for line in output.splitlines():
        name, version, architecture = line.split()
        qualifiers = f"?arch={architecture}&distro={distro}"
        yield component(f"deb/{release['ID']}", name, version, qualifiers)


def base_image() -> Iterator[dict[str, Any]]:
    """Yield Debian, Python and the packages beside it."""
    yield from debian_packages()
    yield component("generic", "python", platform.python_version())
    for name, version in python_packages(map(str, _BASE.glob("python3*/site-packages"))):
        yield component("pypi", name, version)


def _here(one: dict[str, Any]) -> dict[str, Any]:
    """Drop the files of other platforms, unless no wheel fits."""
    files = one.get("externalReferences", [])
    fitting = [file for file in files if _fits(file["url"].rpartition("/")[2])]
    return {**one, "externalReferences": fitting or files}


def _fits(file: str) -> bool:
    return file.endswith(".whl") and not _TAGS.isdisjoint(parse_wheel_filename(file)[3])


def _is_ours(one: dict[str, Any]) -> bool:
    """Tell a package of this repository: copied, not installed."""
    return any(property_["name"] == "uv:workspace:path" for property_ in one.get("properties", ()))


def _named(one: dict[str, Any]) -> tuple[str, str]:
    return one["name"], one["version"]


if __name__ == "__main__":
    installed_here = python_packages([sysconfig.get_path("purelib")])
    json.dump(
        bill_of_materials(json.load(sys.stdin), installed_here, base_image()), sys.stdout, indent=1
    )

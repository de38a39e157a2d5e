"""Set how long a connection may be idle, for services and the entry in front of them."""

from typing import Final

KEEP_ALIVE_SECONDS: Final = 75
"""How long a service keeps an idle connection. The entry gives its own up earlier: a request sent
while the service closes is lost, and a proxy may not send a PUT or POST twice (it answers 502)."""

PATIENCE: Final = 10.0  # seconds
"""For the headers of a request; for its body, and a second more for each LEAST_RATE that came."""

ENTRY_PATIENCE: Final = 15.0  # seconds
"""The same for a body at the entry. Longer: who hands on a service's 408 closes soon after, who
gives up itself (Caddy) waits for what was announced."""

LEAST_RATE: Final = 500  # bytes a second

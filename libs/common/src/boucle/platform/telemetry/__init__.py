"""Report on a running process: logs, metrics, and the trace that ties them to events."""

from boucle.platform.telemetry.logs import configure_logging
from boucle.platform.telemetry.metrics import new_metrics

__all__ = ["configure_logging", "new_metrics"]

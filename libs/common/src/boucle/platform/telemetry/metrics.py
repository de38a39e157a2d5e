"""Make Prometheus metrics on a registry per process (none is global: tests run many services)."""

import shutil
from collections.abc import Iterator

from prometheus_client import CollectorRegistry, GCCollector, Info, ProcessCollector
from prometheus_client.core import GaugeMetricFamily
from prometheus_client.registry import Collector


def new_metrics(service: str) -> CollectorRegistry:
    """Return a registry with the process's memory, files, CPU and disk, and the service's name."""
    registry = CollectorRegistry(auto_describe=True)
    ProcessCollector(registry=registry)
    GCCollector(registry=registry)
    registry.register(_Disk())
    Info("boucle_service", "Which service this process runs.", registry=registry).info(
        {"service": service}
    )
    return registry


class _Disk(Collector):
    """Measures the disk of the working directory. In a container it is the engine's disk, which
    usually holds the volumes of Postgres and Kafka too."""

    def collect(self) -> Iterator[GaugeMetricFamily]:
        usage = shutil.disk_usage(".")
        yield GaugeMetricFamily("boucle_disk_size_bytes", "Size of its disk.", usage.total)
        yield GaugeMetricFamily("boucle_disk_free_bytes", "Room left on it.", usage.free)

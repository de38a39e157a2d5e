"""Prometheus metrics, on a registry per process (none is global: tests run many services)."""

from prometheus_client import CollectorRegistry, GCCollector, Info, ProcessCollector


def new_metrics(service: str) -> CollectorRegistry:
    """A registry that knows the process's memory, files and CPU, and the service's name."""
    registry = CollectorRegistry(auto_describe=True)
    ProcessCollector(registry=registry)
    GCCollector(registry=registry)
    Info("boucle_service", "Which service this process runs.", registry=registry).info(
        {"service": service}
    )
    return registry

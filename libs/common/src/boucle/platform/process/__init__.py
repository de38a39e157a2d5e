"""Define what a service is, and how its processes start, run, drain and stop."""

from boucle.platform.process.cli import main, run
from boucle.platform.process.service import Resources, Service, Task, consumer_task
from boucle.platform.process.start import StartError
from boucle.platform.process.web import WebResources, WebService, main_web

__all__ = [
    "Resources",
    "Service",
    "StartError",
    "Task",
    "WebResources",
    "WebService",
    "consumer_task",
    "main",
    "main_web",
    "run",
]

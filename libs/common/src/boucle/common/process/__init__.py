"""What a service is, and how its processes start, run, drain and stop."""

from boucle.common.process.cli import main, run
from boucle.common.process.service import Resources, Service, Task, consumer_task

__all__ = ["Resources", "Service", "Task", "consumer_task", "main", "run"]

"""What a service is, and how its processes start, run, drain and stop."""

from boucle.common.process.cli import main, run
from boucle.common.process.service import Resources, Service, Task, consumer_task
from boucle.common.process.start import StartError

__all__ = ["Resources", "Service", "StartError", "Task", "consumer_task", "main", "run"]

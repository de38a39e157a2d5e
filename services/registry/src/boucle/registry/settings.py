"""Registry reads the common settings and nothing else."""

from boucle.common.settings import ServiceSettings as Settings

__all__ = ["Settings"]

"""Run ``python -m boucle.notifications api | worker | migrate | topics | acls | openapi | dlq
…``."""

from boucle.notifications.app import SERVICE
from boucle.platform.process.cli import main

if __name__ == "__main__":
    main(SERVICE)

"""``python -m boucle.registry api | worker | migrate | topics | acls | dlq | bootstrap …``."""

from boucle.platform.process.cli import main
from boucle.registry.app import SERVICE

main(SERVICE)

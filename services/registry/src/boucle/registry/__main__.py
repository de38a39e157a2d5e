"""``python -m boucle.registry api | worker | migrate | topics | acls | dlq | bootstrap …``."""

from boucle.common.process import main
from boucle.registry.app import SERVICE

main(SERVICE)

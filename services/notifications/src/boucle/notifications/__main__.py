"""``python -m boucle.notifications api | worker | migrate | topics | acls | openapi | dlq …``."""

from boucle.common.process import main
from boucle.notifications.app import SERVICE

if __name__ == "__main__":
    main(SERVICE)

"""``python -m boucle.portal api | worker | migrate | …``."""

from boucle.common.process import main
from boucle.portal.app import SERVICE

if __name__ == "__main__":
    main(SERVICE)

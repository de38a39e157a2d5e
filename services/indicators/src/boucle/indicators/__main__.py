"""``python -m boucle.indicators api | worker | migrate | …``."""

from boucle.common.process import main
from boucle.indicators.app import SERVICE

if __name__ == "__main__":
    main(SERVICE)

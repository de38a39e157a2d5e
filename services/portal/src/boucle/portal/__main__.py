"""Run ``python -m boucle.portal``: serve the pages."""

from boucle.platform.process import main_web
from boucle.portal.app import SERVICE

if __name__ == "__main__":
    main_web(SERVICE)

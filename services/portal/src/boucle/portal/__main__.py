"""Run ``python -m boucle.portal``: serve the pages."""

from boucle.platform.process.web import main_web
from boucle.portal.app import SERVICE

if __name__ == "__main__":
    main_web(SERVICE)

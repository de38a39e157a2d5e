from boucle.matching.app import SERVICE
from boucle.platform.process.cli import main

if __name__ == "__main__":
    main(SERVICE)

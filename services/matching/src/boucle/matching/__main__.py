from boucle.common.process import main
from boucle.matching.app import SERVICE

if __name__ == "__main__":
    main(SERVICE)

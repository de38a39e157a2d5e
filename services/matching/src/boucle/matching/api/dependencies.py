"""What matching's routes stand on."""

from typing import Annotated

from boucle.common.http import resources
from boucle.common.process import Resources
from boucle.matching.settings import MatchingSettings

Res = Annotated[Resources[MatchingSettings], resources()]

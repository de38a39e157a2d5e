"""What matching's routes stand on."""

from typing import Annotated

from boucle.matching.settings import MatchingSettings
from boucle.platform.http import resources
from boucle.platform.process.service import Resources

Res = Annotated[Resources[MatchingSettings], resources()]

"""New activity: one that would do what is missing between companies."""

from boucle.contract.events.registry import Flow
from boucle.matching.kinds.kind import Kind
from boucle.matching.kinds.new_activity.detector import NAME, NewActivityDetector

KIND = Kind("new_activity", detectors={NAME: NewActivityDetector()}, found_from=Flow)

"""New activity: one that would do what is missing between companies."""

from boucle.matching.kinds.kind import Kind

KIND = Kind("new_activity")

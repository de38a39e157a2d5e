"""Sharing: companies share equipment or workforce."""

from boucle.matching.kinds.kind import Kind
from boucle.matching.kinds.sharing.equipment.detector import EquipmentDetector
from boucle.matching.kinds.sharing.posts.detector import PostsDetector

KIND = Kind("sharing", detectors={"equipment": EquipmentDetector(), "posts": PostsDetector()})

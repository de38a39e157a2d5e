"""Who was introduced, as a life stands: the same for API, mails and register."""

from boucle.common.introduced import introduced_to, written_to

__all__ = ["introduced_to", "written_to"]

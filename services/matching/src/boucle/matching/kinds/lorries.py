"""Hold what a lorry carries where nobody declared one. Pure."""

from typing import Final

LORRY_T: Final = 25
"""Payload of a semi-trailer: https://www.ilec.asso.fr/article_bulletin_ilec/13771"""

"""Bring the catalogues up to date; a test asks for a translation of what is new in them.

python -m tests.contract.translations.regenerate
"""

from tests.contract.translations.catalogue import catalogues, kept, sentences, updated

for path in catalogues():
    path.write_bytes(updated(path))
    missing = [message.id for message in sentences(kept(path)) if not message.string]
    print(f"{path}: {len(missing)} to translate", *missing, sep="\n  ")  # noqa: T201

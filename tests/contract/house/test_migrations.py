"""Revisions stand one behind the other, and their files are named after them."""

import pytest
from alembic.config import Config
from alembic.script import ScriptDirectory

from boucle.local.services import SERVICES, ServiceSpec
from boucle.platform.db.migrations import revisions


@pytest.mark.parametrize("service", SERVICES, ids=lambda service: service.name)
def test_names_of_files_are_what_alembic_finds(service: ServiceSpec) -> None:
    migrations = service.load().migrations
    config = Config()
    config.set_main_option("script_location", str(migrations))
    config.set_main_option("path_separator", "os")
    walked = ScriptDirectory.from_config(config).walk_revisions()
    assert revisions(migrations) == tuple(reversed([one.revision for one in walked]))

"""What the demo declares is what registry accepts: seen in a second, not in the whole demo."""

from __future__ import annotations

import pytest

from boucle.catalogue import load_catalogue
from boucle.demo.declarations import DemoDeclaration, declarations
from boucle.registry.api.schemas.declarations.flows import FlowPut
from boucle.registry.api.wire import declared_flow
from boucle.registry.declarations.flows.drafts import drafted

CATALOGUE = load_catalogue()


@pytest.mark.parametrize(
    "declared", declarations().flows, ids=lambda declared: declared.external_id
)
def test_registry_accepts_every_flow(declared: DemoDeclaration) -> None:
    body = FlowPut.model_validate(declared.body)

    assert drafted(declared_flow(body, CATALOGUE), CATALOGUE).family == declared.body["family"]

"""A flow as it was sent, from how it is kept: what a PATCH is merged onto."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import UTC, datetime
from typing import Any
from uuid import UUID

import msgspec
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from boucle.catalogue import load_catalogue
from boucle.contract.events.registry import LocationPrecision
from boucle.platform.errors import Invalid
from boucle.platform.http import patched
from boucle.platform.http.patching import merged
from boucle.registry.api.schemas.declarations.flows import FlowRevise
from boucle.registry.api.wire import declared_flow
from boucle.registry.declarations.at_site.as_sent import body_of, declared_names
from boucle.registry.declarations.at_site.declared import Key, declared, is_kept_the_same, revised
from boucle.registry.declarations.flows.drafts import drafted
from boucle.registry.declarations.flows.sent import SentFlow
from boucle.registry.domain.entities import Flow, FlowDraft, Site, SiteDraft

CATALOGUE = load_catalogue()
SITE, NOW = UUID(int=1), datetime(2026, 5, 1, tzinfo=UTC)
BASE = {
    "site_id": str(SITE),
    "direction": "output",
    "nature": "material",
    "text": "sciure de bois propre",
    "quantity": {"value": "500", "unit": "t"},
    "certainty": "measured",
}
OTHERS: Mapping[str, st.SearchStrategy[Any]] = {
    "family": st.sampled_from(["wood_b", "wood_a", "sawdust", "manure"]),
    "families": st.sampled_from(
        [
            "manure 40 %, fats 20 %",
            [{"family": "manure"}, {"family": "fats"}],
            [{"family": "manure", "share": "1"}],
        ]
    ),
    "low": st.sampled_from(["03 01 05", "191207", "17 02 04*", "17 06 05"]),
    "text": st.sampled_from(
        ["palettes cassées", "cartons, films, PSE", "divers", "lisier", "copeaux de bois"]
    ),
    "quantity": st.sampled_from([{"value": "3.50", "unit": "kg"}, {"value": "900", "unit": "t"}]),
    "form": st.sampled_from(["chips", "powder"]),
    "hazardous": st.booleans(),
    "qualities": st.sampled_from(
        [
            {"moisture": {"low": "15.0", "high": "25"}},
            {"moisture": {"high": "30"}, "contaminants": {"high": "0.05", "unit": "%"}},
        ]
    ),
    "availability": st.sampled_from(
        [{"months": [3, 1]}, {"start": "2026-01-01", "end": "2027-01-01"}]
    ),
    "legal_status": st.sampled_from(["waste", "by_product"]),
    "certainty": st.sampled_from(["estimated", "measured"]),
    "provenance": st.just("a letter"),
    "current_route": st.sampled_from([{"operation": "R1"}, {"cost_eur_per_unit": "-3.50"}]),
    "valid_from": st.just("2026-02-01"),
}
NULLS: Mapping[str, st.SearchStrategy[Any]] = {
    name: st.one_of(st.none(), values) for name, values in OTHERS.items()
}
PARTS = {
    "quantity": st.just({"value": "7"}),
    "qualities": st.sampled_from([{"moisture": None}, {"moisture": {"low": None}}]),
    "availability": st.sampled_from([{"end": None}, {"months": [5]}]),
}
bodies = st.fixed_dictionaries({}, optional=dict(OTHERS)).map(lambda some: {**BASE, **some})
patches = st.fixed_dictionaries(
    {}, optional={**NULLS, **{name: st.one_of(NULLS[name], part) for name, part in PARTS.items()}}
)


def _kept(body: FlowRevise) -> FlowDraft:
    return drafted(declared_flow(body, CATALOGUE), CATALOGUE)


def _taken(body: Mapping[str, Any], patch: Mapping[str, Any]) -> FlowDraft | list[str]:
    """What a PATCH of this body makes, or the fields that are wrong."""
    try:
        return _kept(patched(FlowRevise, body, patch))
    except Invalid as refused:
        return sorted(error.field for error in refused.errors)


def _as_kept(body: Mapping[str, Any]) -> FlowDraft | None:
    """None of a body that is refused; its row, written and read again."""
    found = _taken(body, {})
    if isinstance(found, list):
        return None
    return msgspec.json.decode(msgspec.json.encode(found), type=FlowDraft)


def test_what_is_declared_of_a_draft_is_what_a_flow_declares() -> None:
    names = set(declared_names(FlowDraft))
    assert names == set(SentFlow.__struct_fields__)
    in_body = {"valid_from" if name == "since" else name for name in names}
    assert in_body == FlowRevise.model_fields.keys() - {"site_id"}


@settings(deadline=None)  # the catalogue's index is made once
@given(bodies)
def test_sent_again_as_it_was_it_is_the_same(body: dict[str, Any]) -> None:
    kept = _as_kept(body)
    if kept is not None:
        assert _taken({**body_of(kept), "site_id": str(SITE)}, {}) == kept


@settings(deadline=None)  # the catalogue's index is made once
@given(bodies, patches)
def test_a_patch_of_any_fields_is_the_put_of_the_merge(
    body: dict[str, Any], patch: dict[str, Any]
) -> None:
    kept = _as_kept(body)
    if kept is not None:
        whole = merged(body, patch)
        assert isinstance(whole, dict)
        patched_one = _taken({**body_of(kept), "site_id": str(SITE)}, patch)
        assert patched_one == _taken(whole, {})


def test_what_follows_from_the_text_follows_from_the_next() -> None:
    kept = _as_kept({**BASE, "text": "lisier de porc"})
    assert kept is not None
    assert kept.family is not None
    body = {**body_of(kept), "site_id": str(SITE)}
    changed = _taken(body, {"text": "sciure de bois propre"})
    assert isinstance(changed, FlowDraft)
    assert changed.family not in (None, kept.family)


@pytest.mark.parametrize("direction", ["output", "input"])
def test_a_flow_kept_before_is_taken_as_it_is_shown(direction: str) -> None:
    kept = _as_kept({**BASE, "direction": direction})
    assert kept is not None
    old = msgspec.structs.replace(kept, as_sent=None)
    again = _taken({**body_of(old), "site_id": str(SITE)}, {"provenance": "a letter"})
    assert isinstance(again, FlowDraft)
    assert (again.family, again.hazardous, again.provenance) == (kept.family, False, "a letter")


def test_other_words_for_the_same_make_no_version() -> None:
    precision: LocationPrecision = "commune"
    place = SiteDraft(
        *("x", None, None, 48.9, -0.2, precision, None, None, None, "241400514", (), (), False)
    )
    site = Site(SITE, UUID(int=2), place, (), True, False, NOW.date(), 1, NOW, NOW)
    first = _as_kept({**BASE, "low": "03 01 05", "family": None})
    other = _as_kept({**BASE, "low": "030105", "family": None, "hazardous": False})
    assert first is not None
    assert other is not None
    flow = declared(Flow, Key(UUID(int=3)), site, first, catalogue_version="1", now=NOW)
    assert revised(flow, site, first, catalogue_version="1", now=NOW) is flow
    reworded = revised(flow, site, other, catalogue_version="1", now=NOW)
    assert reworded is not flow
    assert is_kept_the_same(flow, reworded)
    assert reworded.draft.as_sent == other.as_sent
    assert not is_kept_the_same(flow, replace(flow, territory="x"))

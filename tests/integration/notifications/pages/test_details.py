"""What a mail asks has fields on its page: the reader's own flow is corrected in registry."""

import httpx
import pytest

from tests.integration.notifications.pages.test_questions import client, introduced
from tests.integration.notifications.support import Office, link

__all__ = ["client"]

DECLARED = {"quantity": "331234", "cost": "", "phone": "", "answer": "details"}


async def test_what_was_changed_reaches_registry_and_nothing_else(
    office: Office, client: httpx.AsyncClient
) -> None:
    _, offer, _, mails = await introduced(office)
    page = link(mails[offer], "r")
    months = {f"mois_{one}": "yes" for one in (4, 5, 10)}
    form = {**DECLARED, **months, "quantity": "3 200,5", "cost": "12 €/MWh"}
    done = await client.post(page, data=form)
    assert (done.status_code, done.headers["Location"]) == (303, f"{page}?corrected")
    [sent] = office.registry.corrected
    contact = office.registry.companies[offer]["contacts"][0]
    assert sent.pop("contact_id") == contact["contact_id"]
    assert sent.pop("flow_id")
    assert sent == {
        "quantity": {"value": "3 200,5", "unit": "MWh"},
        "months": [4, 5, 10],
        "cost": "12 €/MWh",
    }
    assert "nous recalculons" in (await client.get(f"{page}?corrected")).text


async def test_a_declared_quantity_may_be_confirmed_as_measured(
    office: Office, client: httpx.AsyncClient
) -> None:
    _, offer, _, mails = await introduced(office)
    await client.post(link(mails[offer], "r"), data={**DECLARED, "measured": "yes"})
    [sent] = office.registry.corrected
    assert sent["quantity"] == {"value": "331234", "unit": "MWh"}
    assert "months" not in sent


@pytest.mark.parametrize(
    ("answer", "field", "status", "said"),
    [
        ((422, {"errors": [{"field": "quantity.value", "message": "« beaucoup » n'est pas",
                            "expected": "un nombre"}]}), "quantity", 422, "un nombre"),
        ((422, {"errors": [{"field": "phone", "message": "pas un numéro",
                            "expected": "des chiffres"}]}), "phone", 422, "des chiffres"),
        ((404, {}), "quantity", 409, "plus déclaré"),
        ((503, {}), "quantity", 503, "momentanément"),
    ],
)  # fmt: skip
async def test_a_refusal_is_said_at_its_field_and_what_was_typed_stays(
    office: Office,
    client: httpx.AsyncClient,
    answer: tuple[int, dict[str, object]],
    field: str,
    status: int,
    said: str,
) -> None:
    _, offer, _, mails = await introduced(office)
    office.registry.correcting = answer
    form = {**DECLARED, "quantity": "beaucoup", "phone": "12", "mois_4": "yes"}
    done = await client.post(link(mails[offer], "r"), data=form)
    text = done.text.replace("\xa0", " ").replace("&#39;", "'")
    assert done.status_code == status
    assert said in text.split('id="erreur"')[1].split("</p>")[0]
    assert f'name="{field}"' in text.split('id="erreur"')[1].split("<input")[1]
    assert 'value="beaucoup"' in text
    assert 'name="mois_4" value="yes" checked' in text


async def test_nothing_changed_is_said(office: Office, client: httpx.AsyncClient) -> None:
    _, offer, _, mails = await introduced(office)
    done = await client.post(link(mails[offer], "r"), data=DECLARED)
    assert done.status_code == 422
    assert office.registry.corrected == []

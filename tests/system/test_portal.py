"""The portal as people use it: they sign in by mail, an animator and a company have their day; and
as somebody tries who is not meant to."""

from __future__ import annotations

import json

import httpx
import pytest

from boucle.local.services import DEMO_ANIMATOR
from tests.system.conftest import Played
from tests.system.portal.browsing import asked, chromium, in_french, read_by_everybody, sign_in
from tests.system.portal.town import ANIMATOR, COLLEAGUE, COMPANY, LEAVER, Town, settled
from tests.system.test_answer_page import PHONE


@pytest.fixture(scope="module")
def town(played: Played) -> Town:
    return settled(played)


def test_a_link_opens_once_and_in_its_browser_alone(town: Town) -> None:
    with chromium() as browser:
        own, other = in_french(browser), in_french(browser)
        page, stranger = own.new_page(), other.new_page()
        link = asked(town.played, page, COLLEAGUE)
        stranger.goto(link)
        stranger.get_by_role("heading", name="Un autre navigateur").wait_for()
        page.goto(link)
        page.goto(link)  # as a scanner of mails does: nothing is used up
        page.get_by_role("button", name="Me connecter").click()
        page.wait_for_url("**/aujourdhui")
        (session,) = [one for one in own.cookies() if one["name"] == "boucle"]
        assert session["httpOnly"]
        assert session["sameSite"] == "Lax"
        page.goto(link)
        page.get_by_role("heading", name="Vous êtes déjà connecté").wait_for()
        page.goto(f"{town.played.entry}/mon-compte")
        page.get_by_role("button", name="Se déconnecter").click()
        page.get_by_role("heading", name="Vous êtes déconnecté").wait_for()
        own.add_cookies([session])  # type: ignore[list-item]
        page.goto(f"{town.played.entry}/aujourdhui")
        page.get_by_role("heading", name="Se connecter").wait_for()


def test_an_animator_qualifies_what_the_list_shows(town: Town) -> None:
    with chromium() as browser:
        page = in_french(browser, java_script_enabled=False).new_page()
        sign_in(town.played, page, ANIMATOR)
        page.get_by_role("link", name="Synergies", exact=True).click()
        page.locator(f"a[href='/synergies/{town.synergy}']").click()
        page.get_by_label("Une note").fill("Vus à la foire <b>de Guibray</b>")
        page.get_by_role("button", name="Noter").click()
        page.get_by_text("Vus à la foire <b>de Guibray</b>").wait_for()
        page.get_by_role("link", name="Relire les courriels").click()
        page.get_by_label("Un mot de vous").first.fill("On s'était parlé à la foire.")
        page.get_by_role("button", name="Enregistrer ce mot").first.click()
        page.get_by_text("On s'était parlé à la foire.").first.wait_for()
        page.get_by_role("button", name="Qualifier et inviter").click()
        page.get_by_label("Quoi ?").wait_for(state="attached")
        page.get_by_text("Suite prévue").click()
        page.get_by_label("Quoi ?").fill("envoyer un échantillon")
        page.get_by_label("Avant le").fill("2036-02-28")
        page.get_by_label("Quoi ?").locator("..").get_by_role("button").click()
        assert "Nadia Benali" in page.get_by_text("Ce qui s'est passé").locator("..").inner_text()
        page.goto(f"{town.played.entry}/synergies?etape=en-cours&q=scierie")
        assert "envoyer un échantillon" in page.get_by_role("table").inner_text()
        page.goto(f"{town.played.entry}/synergies?etape=en-cours&q=personne-de-ce-nom")
        page.get_by_text("Aucune synergie avec").wait_for()


def test_a_company_adds_a_flow_on_its_phone_and_sees_who_could_take_it(town: Town) -> None:
    with chromium() as browser:
        page = in_french(browser, viewport=PHONE).new_page()
        sign_in(town.played, page, COMPANY)
        page.get_by_role("link", name="Ajouter un flux").click()
        page.get_by_label("Quoi ?").fill("chutes de bois propre")
        page.get_by_label("Combien par an ?").fill("beaucoup")
        page.get_by_role("button", name="Enregistrer").click()
        page.get_by_role("alert").wait_for()
        assert page.get_by_label("Quoi ?").input_value() == "chutes de bois propre"
        page.get_by_label("Combien par an ?").fill("1 200,5")
        page.get_by_role("button", name="Enregistrer").click()
        page.wait_for_url("**/mon-entreprise")
        page.get_by_role("link", name="bois propre").first.click()
        assert "Panneaux" not in page.content(), "nobody is named before consent"


def test_a_company_shares_counts_and_names_its_people(town: Town) -> None:
    with chromium() as browser:
        page = in_french(browser, viewport=PHONE).new_page()
        sign_in(town.played, page, COMPANY)
        page.get_by_role("link", name="Ajouter un partage").click()
        page.get_by_label("Quoi ?").fill("collecte de cartons")
        page.get_by_role("button", name="Enregistrer").click()
        page.get_by_role("alert").wait_for()
        page.get_by_label("Tonnes par an").fill("12,5")
        page.get_by_label("Un mot parmi sacs").fill("bac roulant")
        page.get_by_label("Un code déchet").fill("15 01 01")
        page.get_by_role("button", name="Enregistrer").click()
        page.wait_for_url("**/mon-entreprise")
        withdrawn = page.get_by_role("button", name="Retirer : collecte de déchets")
        withdrawn.click()
        withdrawn.wait_for(state="detached")
        page.get_by_role("link", name="Nos chiffres").click()
        page.get_by_text("Flux offerts").first.wait_for()
        page.get_by_role("link", name="Nos contacts").click()
        for name, address in (("Bo", "bo@"), ("Bo Morel", "bo@scierie.example")):
            if not page.locator("details[open]").count():
                page.get_by_text("Ajouter une personne").click()
            page.get_by_label("Nom").fill(name)
            page.get_by_label("Adresse de courriel").evaluate("box => box.type = 'text'")
            page.get_by_label("Adresse de courriel").fill(address)
            page.get_by_role("button", name="Ajouter", exact=True).click()
            page.get_by_text("Rien n'est" if name == "Bo" else "Bo Morel").first.wait_for()
        assert page.get_by_text(COMPANY).count(), "the others stay"
        page.get_by_role("button", name="Retirer : Bo Morel").click()
        page.get_by_text("Bo Morel").wait_for(state="detached")


def test_a_company_finds_what_waits_for_its_answer(town: Town) -> None:
    town.invite()
    with chromium() as browser:
        page = in_french(browser, viewport=PHONE).new_page()
        sign_in(town.played, page, COMPANY)
        page.get_by_role("link", name="Vos mises en relation").click()
        page.get_by_role("heading", name="Attendent votre réponse").wait_for()
        assert "Panneaux" not in page.content(), "nobody is named before consent"
        marked = page.locator("nav [aria-current=page]").all_inner_texts()
        assert marked == ["Vos mises en relation", "En cours"]
        page.locator(f"a[href='/mon-entreprise/synergies/{town.synergy}']").click()
        page.get_by_role("heading", name="Votre réponse").wait_for()


def test_who_signed_in_takes_a_copy_and_leaves_for_good(town: Town) -> None:
    with chromium() as browser:
        page = in_french(browser, viewport=PHONE).new_page()
        sign_in(town.played, page, LEAVER)
        page.goto(f"{town.played.entry}/mon-compte/donnees")
        with page.expect_download() as download:
            page.get_by_role("button", name="Télécharger mes données").click()
        assert json.loads(download.value.path().read_bytes())["account"]["name"] == "Alex Petit"
        for typed in (COLLEAGUE, LEAVER):
            page.get_by_label("Pour confirmer").fill(typed)
            page.get_by_role("button", name="Effacer définitivement").click()
        page.get_by_role("heading", name="C'est effacé").wait_for()
        page.goto(f"{town.played.entry}/mon-compte")
        page.wait_for_url("**/connexion**")


def test_two_animators_change_settings_at_once_and_lose_nothing(town: Town) -> None:
    path = f"{town.played.entry}/reglages"
    with chromium() as browser:
        nadia, camille = in_french(browser).new_page(), in_french(browser).new_page()
        for page, address in ((nadia, ANIMATOR), (camille, COLLEAGUE)):
            sign_in(town.played, page, address)
            page.goto(path)
        nadia.get_by_label("note à partir de laquelle").fill("35,5")
        nadia.get_by_role("button", name="Qu'aurait-il changé").click()
        nadia.get_by_role("status").get_by_text("30 derniers jours").wait_for()
        nadia.get_by_role("button", name="Enregistrer").click()
        nadia.get_by_text("par Nadia Benali").wait_for()
        camille.get_by_label("pouvoir se cacher").fill("12")
        camille.get_by_role("button", name="Enregistrer").click()
        said = camille.get_by_role("alert").inner_text()
        assert "Nadia Benali" in said
        assert "threshold" in said
        assert camille.get_by_label("pouvoir se cacher").input_value() == "12"
        camille.get_by_label("note à partir de laquelle").fill("30")
        camille.get_by_role("button", name="Enregistrer").click()
        camille.get_by_text("par Camille Roy").wait_for()


def test_an_animator_verifies_who_waits(town: Town) -> None:
    with chromium() as browser:
        page = in_french(browser).new_page()
        sign_in(town.played, page, ANIMATOR)
        page.goto(f"{town.played.entry}/confiance")
        page.get_by_role("heading", name="Cette entreprise est-elle bien Inconnue ?").wait_for()
        page.get_by_label("Qui, quand").fill("Mme Roux, standard, le 2 décembre")
        page.get_by_role("button", name="Oui, la vérifier").click()
        page.get_by_text("Rien à décider").wait_for()
        page.goto(f"{town.played.entry}/entreprises?q=Inconnue")
        page.get_by_role("link", name="Inconnue").click()
        assert "vérifiée" in page.inner_text("main")


def test_an_animator_notes_a_call_and_is_told_to_call_again(town: Town) -> None:
    with chromium() as browser:
        page = in_french(browser, java_script_enabled=False).new_page()
        sign_in(town.played, page, ANIMATOR)
        page.goto(f"{town.played.entry}/entreprises/{town.organisation}")
        page.get_by_text("Noter un appel").click()
        page.get_by_label("Ce qui s'est dit").fill("Le broyeur arrive <b>en mars</b>")
        page.get_by_label("Rappeler le").fill("2026-01-05")
        page.get_by_label("Ou quelqu'un d'autre").fill("L'accueil")
        page.get_by_label("Avec qui").select_option(index=1)
        page.get_by_role("button", name="Noter").click()
        page.get_by_role("alert").get_by_text("Ou quelqu'un d'autre").wait_for()
        assert "<b>en mars</b>" in page.get_by_label("Ce qui s'est dit").input_value()
        page.get_by_label("Ou quelqu'un d'autre").fill("")
        page.get_by_role("button", name="Noter").click()
        noted = page.locator("#appels li").first.inner_text()
        assert "Le broyeur arrive <b>en mars</b>" in noted
        assert "Nadia Benali" in noted
        page.get_by_role("link", name="Aujourd'hui").click()
        page.get_by_role("heading", name="À rappeler").locator("..").get_by_role("link").click()
        page.get_by_text("rappeler le 05/01/2026").wait_for()


def test_everybody_can_read_every_page(town: Town, sessions: dict[str, dict[str, str]]) -> None:
    town.invite()
    entry = town.played.entry
    pages = {
        ANIMATOR: (
            *("/aujourdhui", "/synergies", f"/synergies/{town.synergy}", "/entreprises"),
            *(f"/synergies/{town.synergy}/courriels", f"/entreprises/{town.organisation}"),
            *("/mon-compte", "/mon-compte/donnees", "/connexion", "/synergies/rien-ici"),
            *("/groupes", "/carte", "/confiance", "/chiffres", "/reglages"),
            *("/rencontres", "/rencontres/nouvelle", "/besoins"),
            f"/visites/{town.organisation}",
            *(f"/visites/{town.organisation}/{one}" for one in ("partage", "fichier")),
        ),
        COMPANY: (
            *("/mon-entreprise", "/mon-entreprise/flux/nouveau", "/nos-contacts"),
            *("/mon-entreprise/partage/nouveau", "/nos-chiffres", "/nos-echanges"),
            *("/mon-entreprise/mises-en-relation", f"/mon-entreprise/synergies/{town.synergy}"),
        ),
    }
    for address, paths in pages.items():
        read_by_everybody(entry, sessions[address], paths, ("/synergies/rien-ici",))
    read_by_everybody(entry, {}, ("/",))


@pytest.fixture(scope="module")
def sessions(town: Town) -> dict[str, dict[str, str]]:
    """The cookies of who is signed in, by address."""
    with chromium() as browser:
        found = {}
        for address in (ANIMATOR, COMPANY):
            context = in_french(browser)
            sign_in(town.played, context.new_page(), address)
            found[address] = {one["name"]: one["value"] for one in context.cookies()}
        return found


def test_a_company_answers_and_reads_that_it_is_noted(
    town: Town, sessions: dict[str, dict[str, str]]
) -> None:
    town.invite()
    entry = town.played.entry
    with chromium() as browser:
        context = in_french(browser, viewport=PHONE)
        kept = [{"name": n, "value": one, "url": entry} for n, one in sessions[COMPANY].items()]
        context.add_cookies(kept)  # type: ignore[arg-type]
        page = context.new_page()
        page.goto(f"{entry}/mon-entreprise/synergies/{town.synergy}")
        page.get_by_role("button", name="Intéressé, sans être nommé").click()
        assert "Vous n'êtes pas nommés" in page.get_by_role("status").inner_text()
    with town.played.client("operator") as operator:
        found = operator.get(f"/v1/synergies/{town.synergy}").raise_for_status().json()
    answered = {side["organisation_id"]: side["standing"] for side in found["sides"]}
    assert answered[town.organisation] == "interested"


def test_anybody_reads_what_it_is_and_who_signed_in_goes_on(town: Town) -> None:
    with chromium() as browser:
        page = in_french(browser, java_script_enabled=False).new_page()
        page.goto(f"{town.played.entry}/")
        rows = page.get_by_role("row").all_inner_texts()
        (falaise,) = [row for row in rows if row.startswith("Falaise")]
        assert "au moins 3" in falaise
        assert not [name for name in ("Scierie", "Nadia") if name in page.inner_text("body")]
        page.get_by_role("link", name="Se connecter").click()
        page.get_by_label("Votre adresse").wait_for()
        sign_in(town.played, page, ANIMATOR)
        page.goto(f"{town.played.entry}/")
        page.wait_for_url("**/aujourdhui")


def test_pages_are_for_those_who_signed_in_as_that(
    town: Town, sessions: dict[str, dict[str, str]]
) -> None:
    with httpx.Client(base_url=town.played.entry, timeout=30) as client:
        for path in ("/aujourdhui", "/synergies?tri=note", "/mon-entreprise", "/mon-compte"):
            answer = client.get(path)
            assert answer.status_code == 303
            assert answer.headers["location"].startswith("/connexion?vers=/")
        answer = client.get("/aujourdhui", headers={"Cookie": f"boucle={'x' * 64}"})
        assert answer.status_code == 303
    for address, paths in {
        ANIMATOR: ("/mon-entreprise", f"/synergies/{town.elsewhere}", "/entreprises/rien-ici"),
        COMPANY: ("/synergies", "/entreprises", f"/synergies/{town.synergy}"),
    }.items():
        own = httpx.Client(base_url=town.played.entry, cookies=sessions[address], timeout=30)
        with own:
            assert [own.get(path).status_code for path in paths] == [404] * len(paths), address


def test_forms_of_other_sites_change_nothing(
    town: Town, sessions: dict[str, dict[str, str]]
) -> None:
    path, form = f"/synergies/{town.synergy}/notes", {"texte": "d'ailleurs"}
    entry = town.played.entry
    with httpx.Client(base_url=entry, cookies=sessions[ANIMATOR], timeout=30) as client:
        for headers in (
            {"Origin": "https://evil.example"},
            {"Origin": "null"},
            {},
            {"Sec-Fetch-Site": "cross-site", "Origin": entry},
            {"Sec-Fetch-Site": "same-site"},
        ):
            answer = client.post(path, data=form, headers=headers)
            assert answer.status_code == 403, headers
        assert "d&#39;ailleurs" not in client.get(f"/synergies/{town.synergy}").text
        assert client.post(path, data=form, headers={"Origin": entry}).status_code == 303
        assert "d&#39;ailleurs" in client.get(f"/synergies/{town.synergy}").text


def test_the_demo_names_who_can_sign_in(town: Town) -> None:
    played = town.played
    assert f"{played.entry}/connexion, address {DEMO_ANIMATOR}" in played.output
    with httpx.Client(base_url=played.entry, timeout=30) as client:
        headers = {"Origin": played.entry}
        asked = client.post("/connexion", data={"adresse": DEMO_ANIMATOR}, headers=headers)
        assert asked.status_code == 200
    assert town.link(DEMO_ANIMATOR, 0).startswith(f"{played.entry}/connexion/")


def test_nobody_frames_a_page_or_is_led_elsewhere(town: Town) -> None:
    with httpx.Client(base_url=town.played.entry, timeout=30) as client:
        for back in ("//evil.example", "https://evil.example", "/\\evil.example", "evil"):
            answer = client.get("/connexion", params={"vers": back})
            assert "evil" not in answer.text
        policy = answer.headers["content-security-policy"]
        assert "frame-ancestors 'none'" in policy
        assert "unsafe" not in policy
        assert answer.headers["x-frame-options"] == "DENY"
        assert answer.headers["cache-control"] == "no-store"


def test_an_address_that_nobody_has_is_answered_alike(town: Town) -> None:
    with httpx.Client(base_url=town.played.entry, timeout=30) as client:
        headers = {"Origin": town.played.entry}
        known, unknown = (
            client.post("/connexion", data={"adresse": one}, headers=headers).text.replace(one, "")
            for one in (COLLEAGUE, "nobody@falaise.example")
        )
        assert known == unknown
        refused = client.post("/connexion", data={"adresse": "nobody"}, headers=headers)
        assert refused.status_code == 422
        assert "« nobody » n&#39;est pas" in refused.text.replace("\u00a0", " ")

"""An animator at a company's, phone in hand: what it sees there, and the company's own file."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.system.conftest import Played
from tests.system.portal.browsing import chromium, in_french, sign_in
from tests.system.portal.town import ANIMATOR, Town, settled
from tests.system.test_answer_page import PHONE

_ROWS = (
    "sens;désignation;quantité;unité\nsortie;sciure de bois;40;t/an\nsortie;écorces;plein;t/an\n"
)
_PHOTO, _HUGE = b"\xff\xd8\xff\xe0" * 99, bytes(50_000_000)


@pytest.fixture(scope="module")
def town(played: Played) -> Town:
    return settled(played)


def test_an_animator_enters_what_it_sees_and_what_it_typed_stays(town: Town) -> None:
    with chromium() as browser:
        page = in_french(browser, viewport=PHONE, java_script_enabled=False).new_page()
        sign_in(town.played, page, ANIMATOR)
        page.goto(f"{town.played.entry}/entreprises/{town.organisation}")
        page.get_by_role("link", name="Saisir ce que je vois en visite").click()
        page.get_by_label("Quoi ?").fill("palettes cassées")
        page.get_by_label("Combien par an ?").fill("plein")
        page.get_by_role("button", name="Enregistrer, et saisir").click()
        if page.get_by_text("peut être plusieurs choses").count():
            page.get_by_role("button", name="Enregistrer, et saisir").click()
        said = page.get_by_role("alert").first.inner_text().replace("\u00a0", " ")
        assert "Combien par an ? « plein »" in said
        page.get_by_label("Combien par an ?").fill("1 200,5")
        page.get_by_role("button", name="Enregistrer, et saisir").click()
        assert "palettes cassées" in page.get_by_role("status").inner_text()
        page.get_by_role("status").get_by_role("link", name="Corriger").click()
        page.get_by_label("Combien par an ?").fill("7")
        page.get_by_role("button", name="Enregistrer").click()
        row = page.get_by_role("listitem").filter(has_text="palettes cassées")
        assert "7 t" in row.inner_text().replace("\u202f", " ").replace("\u00a0", " ")
        page.get_by_role("link", name="Un service, un équipement").click()
        page.get_by_label("Quoi ?").fill("cariste à mi-temps")
        page.get_by_label("poste").check()
        page.get_by_role("button", name="Enregistrer").click()
        page.get_by_label("Équivalents temps plein").fill("0,5")
        page.get_by_role("button", name="Enregistrer").click()
        page.get_by_role("button", name="Retirer : ").wait_for()


def test_a_file_is_read_or_said_to_be_none(town: Town, tmp_path: Path) -> None:
    with chromium() as browser:
        page = in_french(browser, viewport=PHONE, java_script_enabled=False).new_page()
        sign_in(town.played, page, ANIMATOR)
        page.goto(f"{town.played.entry}/visites/{town.organisation}/fichier")
        with page.expect_download() as kept:
            page.get_by_role("link", name="Télécharger un modèle").click()
        assert "désignation" in kept.value.path().read_text(encoding="utf-8")
        for name, content, said in (
            ("IMG_12.jpg", _PHOTO, "Une photo ou un PDF"),
            ("tout.xlsx", _HUGE, "dépasse 10 Mo"),
        ):
            (tmp_path / name).write_bytes(content)
            page.get_by_label("Un fichier CSV ou XLSX").set_input_files(tmp_path / name)
            page.get_by_role("button", name="Importer").click()
            page.get_by_role("alert").get_by_text(said).wait_for()
        (tmp_path / "flux.csv").write_text(_ROWS, encoding="utf-8")
        page.get_by_label("Un fichier CSV ou XLSX").set_input_files(tmp_path / "flux.csv")
        page.get_by_role("button", name="Importer").click()
        page.get_by_role("heading", name="Fichier importé").wait_for()
        (refused,) = page.get_by_role("row").filter(has_text="plein").all()
        assert "3" in refused.get_by_role("rowheader").inner_text()
        with page.expect_download() as kept:
            page.get_by_role("link", name="Télécharger les lignes refusées").click()
        assert "écorces" in kept.value.path().read_text(encoding="utf-8")
        page.get_by_role("link", name="Voir ce qui est saisi").click()
        page.get_by_role("link", name="sciure de bois").wait_for()

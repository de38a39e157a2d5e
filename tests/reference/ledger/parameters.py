"""Numbers that decide: each with value, range, unit, source and date, as the notes give them.

Where `GET /v1/parameters` or a territory gives another value, that value counts, within its
range; what has no source is a territory's assumption (issue 37.7).
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from fractions import Fraction

from tests.reference.ledger.quantities import number


@dataclass(frozen=True)
class Parameter:
    """One number: its default, unit, and where it was read (none: an assumption)."""

    key: str
    value: str
    unit: str
    source: str | None
    aliases: tuple[str, ...] = ()


def _p(key: str, value: str, unit: str, source: str | None, *aliases: str) -> Parameter:
    return Parameter(key, value, unit, source, aliases)


HEYLIOT = "heyliot.com/la-collecte-des-dechets-aujourdhui-la-problematique-des-couts-eleves"
SEMEDI = "lehavreseinedeveloppement.com (SEMEDI: 8.5 MEUR for 3-4 km)"
GAZETTE = "pressreader.com/france/la-gazette-de-la-manche/20170125/281492161031091"
LOADS = "actu-transport-logistique.fr/officiel-des-transporteurs/kiosque/2880"
WATER = "eaurmc.fr/jcms/vmr_6647 (238 operations, rural over 750 m to urban under 250 m)"
RAIN = "environnement-magazine.fr/eau/article/2007/10/01/1207"

NOTES: tuple[Parameter, ...] = (
    _p("pooling_margin", "0.10", "1", None),
    _p("near_share", "0.70", "1", None),
    _p("lost_share", "0.90", "1", None),
    _p("concentration", "0.50", "1", None, "pooling_concentration"),
    _p("join_months", "12", "month", "figures.md 7, issue 37.4", "contract_months"),
    _p("least_gain", "1000", "EUR", "issue 37.3", "least_gain_eur"),
    _p("waste_members_least", "5", "1", None, "waste_collection_members_least"),
    _p("waste_radius_km", "15", "km", None, "waste_collection_radius_km"),
    _p("waste_payload_t", "9", "t", None),
    _p("waste_fill", "0.85", "1", None),
    _p("waste_body_m3", "30", "m3", None),
    _p("waste_compaction", "4", "1", None),
    _p("waste_pickups", "12", "1", None),
    _p("waste_stops_most", "30", "1", None),
    _p("waste_hour_eur", "55", "EUR", None),
    _p("waste_km_eur", "0.9", "EUR", None),
    _p("waste_tour_minutes", "45", "min", None),
    _p("waste_stop_minutes", "12", "min", None),
    _p("waste_stop_minutes_bin", "4", "min", "figures.md 13"),
    _p("waste_speed_kmh", "30", "km/h", None),
    _p("waste_cost_range", "0.3", "1", None),
    _p("waste_tonne_eur", "125", "EUR/t", HEYLIOT),
    _p("waste_depot_km", "15", "km", None),
    _p("waste_tour_factor", "0.71", "1", None),
    _p("waste_collection_share_most", "0.392", "1", HEYLIOT),
    _p("waste_treatment_share", "0.608", "1", HEYLIOT),
    _p("electrical_kg", "250", "kg", "e-dechet.com/ecologic-recyclage/actualites-deee/21"),
    _p("freight_members_least", "2", "1", None),
    _p("freight_ends_km", "20", "km", None),
    _p("freight_load_least", "0.80", "1", None),
    _p("freight_saved_least", "0.15", "1", None),
    _p("freight_load", "0.852", "1", LOADS),
    _p("freight_loaded", "0.824", "1", LOADS),
    _p("freight_payload_t", "25", "t", "ilec.asso.fr/article_bulletin_ilec/13771"),
    _p("road_factor", "1.3", "1", None),
    _p("rainwater_radius_km", "0.5", "km", None),
    _p("rainwater_members_least", "2", "1", None),
    _p("rain_runoff", "0.8", "1", None),
    _p("rain_filter", "0.9", "1", None),
    _p("rain_tank_share", "0.05", "1", "wiki.trca.io/wiki/Special:MobileDiff/2377"),
    _p("rain_tank_eur", "750", "EUR/m3", RAIN),
    _p("rain_years", "10", "a", None),
    _p("purchasing_members_least", "3", "1", None),
    _p("purchasing_radius_km", "30", "km", None),
    _p("security_members_least", "3", "1", None),
    _p("security_radius_km", "2", "km", None),
    _p("catering_members_least", "2", "1", None),
    _p("catering_radius_km", "1", "km", None),
    _p("catering_meals", "150", "1/d", None),
    _p("childcare_members_least", "2", "1", None),
    _p("childcare_radius_km", "5", "km", None),
    _p("childcare_share", "0.70", "1", GAZETTE),
    _p("childcare_micro", "12", "1", "figures.md 18: 12 places since 2021"),
    _p("mobility_members_least", "2", "1", None),
    _p("mobility_radius_km", "2", "km", None),
    _p("mobility_staff", "50", "1", "flotauto.com/plan-de-mobilite-employeur-commun"),
    _p("line_steam_low", "2100", "EUR/m", SEMEDI),
    _p("line_steam_high", "6000", "EUR/m", "agromatin.com (Tereos, Lillebonne: 18 MEUR for 3 km)"),
    _p("hot_water_line_eur_m_low", "0", "EUR/m", "github.com/jylambert/topotherm (0: by diameter)"),
    _p("hot_water_line_eur_m_high", "0", "EUR/m", "github.com/jylambert/topotherm"),
    _p("hot_water_line_range", "0.4", "1", None),
    _p("hot_water_kelvin", "30", "K", None),
    _p("hot_water_line_hours", "4000", "h/a", None),
    _p("line_water_low", "126", "EUR/m", WATER, "water_line_eur_m_low"),
    _p("line_water_high", "435", "EUR/m", WATER, "water_line_eur_m_high"),
    _p("line_rate", "0.05", "1", None),
    _p("line_years", "20", "a", None),
    _p("line_density_hot_water", "1.5", "MWh/m", "biomasse-normandie.fr, densite de desserte"),
    _p("steam_km", "5.5", "km", "lehavreseinedeveloppement.com: 3 to 5.5 km seen"),
    _p("posts_radius_km", "30", "km", None, "workforce_radius_km"),
    _p("posts_share_least", "0.1", "1", None, "workforce_share_least"),
    _p("posts_full_least", "0.9", "1", None, "workforce_full_least"),
    _p("posts_full_most", "1.05", "1", None, "workforce_full_most"),
    _p("posts_members_most", "4", "1", "travailler-autrement.org/component/k2/item/33"),
    _p("posts_hours_part", "24", "h/wk", None),
    _p("posts_hours_full", "35", "h/wk", "Code du travail, L3121-27"),
    _p("posts_season_least", "3", "month", None),
    _p("posts_season_most", "9", "month", "jobetudiant.net/blog/2015/05/25/961 (weak)"),
    _p("workforce_neighbours", "1", "1", None),
    _p("posts_hours_year", "1815", "h", "agriculteur-normand.com (150,657 h / 83 FTE)"),
    _p("plausible_tco2e", "5", "tCO2e/t", None),
)


@dataclass
class Parameters:
    """The numbers in force for a territory: its own, else the API's, else the notes'."""

    told: dict[str, str] = field(default_factory=dict)
    own: dict[str, str] = field(default_factory=dict)

    def value(self, key: str) -> Fraction:
        """The number in force under one of the keys that name it."""
        known = {p.key: p for p in NOTES}[key]
        for table in (self.own, self.told, {key: known.value}):
            for name in (key, *known.aliases):
                found = number(table.get(name))
                if found is not None:
                    return found
        raise KeyError(key)

    def of_kind(self, key: str, kind: str) -> Fraction:
        """A number that a territory may set by kind (issue 37.3: per territory and kind)."""
        for table in (self.own, self.told):
            found = number(table.get(f"{key}_{kind}"))
            if found is not None:
                return found
        return self.value(key)

    def has(self, key: str) -> bool:
        return key in self.own or key in self.told


def strange(keys: Iterable[str]) -> list[str]:
    """Keys that the ledger does not know: it would not see what a territory sets there."""
    known = {name for p in NOTES for name in (p.key, *p.aliases)}
    return sorted(set(keys) - known)


def unsourced(items: list[dict[str, object]]) -> list[str]:
    """Parameters that the API tells without naming whether they are facts.

    Issue 37.7: "every parameter shows its source, date and range in the API"; one without a
    source is an assumption of the territory and says so (source null is that).
    """
    faults = []
    for item in items:
        key = str(item.get("key"))
        faults += [
            f"{key}: no {name}"
            for name in ("default", "least", "most", "unit")
            if item.get(name) in (None, "")
        ]
        low, high, value = (number(item.get(n)) for n in ("least", "most", "default"))
        if low is not None and high is not None and value is not None and not low <= value <= high:
            faults.append(f"{key}: {value} outside {low}..{high}")
        if "source" not in item:
            faults.append(f"{key}: no field source")
        elif item["source"] and not (item.get("source_date") or item.get("read_on")):
            faults.append(f"{key}: a source without a date")
    return faults

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, TypeVar, BinaryIO, TextIO, TYPE_CHECKING, Generator

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from ..types import UNSET, Unset

from typing import cast

if TYPE_CHECKING:
  from ..models.case_out import CaseOut
  from ..models.route_out import RouteOut
  from ..models.sites_near import SitesNear





T = TypeVar("T", bound="OutletOut")



@_attrs_define
class OutletOut:
    """ One NACE division. ``classes``: likeliest first. ``sites``: null where no place is given.

        Attributes:
            cases (list[CaseOut]):
            classes (list[str]):
            division (str):
            documented (int): Exchanges of the literature, of the families meant, that went to it.
            label_en (str):
            label_fr (str):
            routes (list[RouteOut]):
            score (float): No unit, 0 to 1, ten times more where the text tells this use (`for a golf course`). It orders
                the items of one answer, and compares nothing else.
            sites (None | SitesNear):
     """

    cases: list[CaseOut]
    classes: list[str]
    division: str
    documented: int
    label_en: str
    label_fr: str
    routes: list[RouteOut]
    score: float
    sites: None | SitesNear
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)





    def to_dict(self) -> dict[str, Any]:
        from ..models.case_out import CaseOut # noqa: PLC0415
        from ..models.route_out import RouteOut # noqa: PLC0415
        from ..models.sites_near import SitesNear # noqa: PLC0415
        cases = []
        for cases_item_data in self.cases:
            cases_item = cases_item_data.to_dict()
            cases.append(cases_item)



        classes = self.classes



        division = self.division

        documented = self.documented

        label_en = self.label_en

        label_fr = self.label_fr

        routes = []
        for routes_item_data in self.routes:
            routes_item = routes_item_data.to_dict()
            routes.append(routes_item)



        score = self.score

        sites: dict[str, Any] | None
        if isinstance(self.sites, SitesNear):
            sites = self.sites.to_dict()
        else:
            sites = self.sites


        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update({
            "cases": cases,
            "classes": classes,
            "division": division,
            "documented": documented,
            "label_en": label_en,
            "label_fr": label_fr,
            "routes": routes,
            "score": score,
            "sites": sites,
        })

        return field_dict



    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        from ..models.case_out import CaseOut # noqa: PLC0415
        from ..models.route_out import RouteOut # noqa: PLC0415
        from ..models.sites_near import SitesNear # noqa: PLC0415
        d = dict(src_dict)
        cases = []
        _cases = d.pop("cases")
        for cases_item_data in (_cases):
            cases_item = CaseOut.from_dict(cases_item_data)



            cases.append(cases_item)


        classes = cast(list[str], d.pop("classes"))


        division = d.pop("division")

        documented = d.pop("documented")

        label_en = d.pop("label_en")

        label_fr = d.pop("label_fr")

        routes = []
        _routes = d.pop("routes")
        for routes_item_data in (_routes):
            routes_item = RouteOut.from_dict(routes_item_data)



            routes.append(routes_item)


        score = d.pop("score")

        def _parse_sites(data: object) -> None | SitesNear:
            if data is None:
                return data
            try:
                if not isinstance(data, dict):
                    raise TypeError()
                sites_type_0 = SitesNear.from_dict(data)



                return sites_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(None | SitesNear, data)

        sites = _parse_sites(d.pop("sites"))


        outlet_out = cls(
            cases=cases,
            classes=classes,
            division=division,
            documented=documented,
            label_en=label_en,
            label_fr=label_fr,
            routes=routes,
            score=score,
            sites=sites,
        )


        outlet_out.additional_properties = d
        return outlet_out

    @property
    def additional_keys(self) -> list[str]:
        return list(self.additional_properties.keys())

    def __getitem__(self, key: str) -> Any:
        return self.additional_properties[key]

    def __setitem__(self, key: str, value: Any) -> None:
        self.additional_properties[key] = value

    def __delitem__(self, key: str) -> None:
        del self.additional_properties[key]

    def __contains__(self, key: str) -> bool:
        return key in self.additional_properties

"""A sharing in two steps: what it is, then what the API says is missing. Pure."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any, Final

from boucle.pages.forms import Form
from boucle.pages.translating import Language
from boucle.portal.answers import decimal_of, line_of, named
from boucle.portal.api import ApiFault, ApiProblem

_NESTED: Final = ("figures.", "choices.")
_MONTHS: Final = 12
_FIELDS: Final = ("sens", "genre", "quoi", "site")


@dataclass(frozen=True)
class AskedField:
    """``name``: of the field, as the API names it; ``wanted``: what it expects there."""

    name: str
    wanted: str
    typed: str
    wrong: str


def values(form: Form, problem: ApiProblem | None, language: Language) -> dict[str, object]:
    """Return what its page shows: what was typed, what the API asks for, and what is wrong."""
    fields, others = asked(problem.faults if problem else (), form)
    faults = [named(one, language) for one in others]
    if problem and not problem.faults:
        faults = [str(problem)]
    return {
        "typed": {name: form.get(name, "") for name in _FIELDS},
        "asked": fields,
        "faults": faults,
    }


def asked(faults: Iterable[ApiFault], form: Form) -> tuple[list[AskedField], list[ApiFault]]:
    """Return what to ask next, and the faults that no question can mend."""
    fields = [AskedField(name, "", form[name], "") for name in _detailed(form)]
    others = []
    for one in faults:
        name = one.field.removeprefix("body.").partition("[")[0]
        if not _is_detail(name):
            others.append(one)
            continue
        fields = [each for each in fields if each.name != name]
        wrong = line_of(one) if form.get(name) else ""
        fields.append(AskedField(name, one.expected, form.get(name, ""), wrong))
    return fields, others


def body_of(form: Form) -> dict[str, Any]:
    """Return the sharing as the API takes it. A post is of all months alike, a machine of all
    hours."""
    body: dict[str, Any] = {
        "site_id": form.get("site"),
        "direction": form.get("sens"),
        "kind": form.get("genre"),
        "description": form.get("quoi", "").strip()[:500],
        "certainty": "estimated",
    }
    for name in _detailed(form):
        group, _, key = name.partition(".")
        if group == "choices":
            body.setdefault(group, {})[key] = form[name].strip()
        elif key:
            body.setdefault(group, {})[key] = decimal_of(form[name])
        elif group == "months":
            body[group] = [decimal_of(form[name])] * _MONTHS
        else:
            body[group] = [{"amount": decimal_of(form[name])}]
    return body


def _detailed(form: Form) -> Iterator[str]:
    for name, text in form.items():
        if text.strip() and _is_detail(name):
            yield name


def _is_detail(name: str) -> bool:
    return name.startswith(_NESTED) or name in ("months", "slots")

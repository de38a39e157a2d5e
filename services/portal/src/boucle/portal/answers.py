"""Read what forms say of synergies, as the API takes it. Pure."""

from collections.abc import Mapping

from boucle.portal.api import ApiFault, ApiProblem


def answer_of(form: Mapping[str, str], usual_reason: str | None) -> dict[str, object]:
    """Return an answer's body. ``consented``: interested, and may be named. ``usual_reason``: of a
    refusal that gives none."""
    said = form.get("reponse", "")
    if said == "consented":
        return {"answer": "interested", "consent": True}
    if said == "refused":
        return {"answer": said, "reason": form.get("raison") or usual_reason}
    return {"answer": said}


def decimal_of(text: str) -> str:
    """Return ``1 200,5`` as ``1200.5``; what is no number stays as it is, for the API to refuse."""
    return "".join(text.split()).replace(",", ".")


def said_of(problem: ApiProblem) -> tuple[str, ...]:
    """Return what is wrong with what was typed, a line for each."""
    return tuple(map(line_of, problem.faults)) or (str(problem),)


def line_of(fault: ApiFault) -> str:
    return f"{fault.message} ({fault.expected})"

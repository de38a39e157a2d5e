"""Define the parts that several answers of matching's API share."""

from pydantic import BaseModel, ConfigDict


class ResponseModel(BaseModel):
    model_config = ConfigDict(frozen=True, from_attributes=True)


class AmountOut(ResponseModel):
    """A computed range and its factor, or why there is none (``missing``). ``unsure``: what it
    rests on whose uncertainty nobody publishes, left out of the range. ``fixed_low``,
    ``fixed_high``: of each end, what a smaller quantity leaves as it is (a line, a tour)."""

    unit: str
    low: str | None = None
    high: str | None = None
    factor: str | None = None
    missing: str | None = None
    unsure: str | None = None
    fixed_low: str | None = None
    fixed_high: str | None = None

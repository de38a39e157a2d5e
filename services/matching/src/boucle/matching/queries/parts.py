"""Define the parts that several answers of matching's API share."""

from decimal import ROUND_HALF_EVEN, Decimal
from typing import Final

from pydantic import BaseModel, ConfigDict, Field, ValidationInfo, field_validator

_CENT: Final = Decimal("0.01")


class ResponseModel(BaseModel):
    model_config = ConfigDict(frozen=True, from_attributes=True)


class AmountOut(ResponseModel):
    """A computed range and its factor, or why there is none (``missing``). ``unsure``: what it
    rests on whose uncertainty nobody publishes, left out of the range. ``fixed_low``,
    ``fixed_high``: of each end, what a smaller quantity leaves as it is (a line, a tour)."""

    unit: str = Field(description="Of all of its ends: `EUR` a year, `tCO2e` a year, `km`, …")
    low: str | None = Field(default=None, description="In `unit`, a decimal as text.")
    high: str | None = Field(default=None, description="In `unit`, a decimal as text.")
    factor: str | None = None
    missing: str | None = None
    unsure: str | None = None
    fixed_low: str | None = None
    fixed_high: str | None = None

    @field_validator("low", "high", "fixed_low", "fixed_high")
    @classmethod
    def _to_the_cent(cls, value: str | None, info: ValidationInfo) -> str | None:
        """Euros have two decimals at most, and nothing is less than nothing by rounding."""
        if value is None:
            return None
        number = Decimal(value)
        exponent = number.as_tuple().exponent
        if info.data.get("unit") == "EUR" and isinstance(exponent, int) and exponent < -2:
            number = number.quantize(_CENT, ROUND_HALF_EVEN)
        return f"{abs(number) if number == 0 else number:f}"

"""Words to values: `quantities` reads money, counts and time; `convert` and `check_equivalent` know the rates."""

from chancery.quantities.equivalents import Equivalence, check_equivalent
from chancery.quantities.periods import period
from chancery.quantities.rates import Conversion, Rates, convert, read_rates
from chancery.quantities.reading import quantities

__all__ = ["Conversion", "Equivalence", "Rates", "check_equivalent", "convert", "period", "quantities", "read_rates"]

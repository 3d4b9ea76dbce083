"""Words to values: money, counts and time."""
from chancery.quantities.reading import quantities

__all__ = ["quantities"]

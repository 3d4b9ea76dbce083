"""How well the coders do, measured on documents with gold of our own (docs/measurements.md)."""

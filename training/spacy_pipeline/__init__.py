"""The rival: a spaCy pipeline trained on the same trees, to measure ours beside it. Its weights are not shipped."""

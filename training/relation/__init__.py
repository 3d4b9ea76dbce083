"""Sentences of our own by PLOVER type, and the network that is trained on them."""

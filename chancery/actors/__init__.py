"""Names become actors at a date: states, bodies, offices and people, in a text or one by one."""

from chancery.actors.reading import find, mentions
from chancery.actors.tables import members
from chancery.actors.user import UserActor, keep_user_actors, load_user_actors
from chancery.actors.who import coordinates, country_of, label, locate, parse, resolve, stale

__all__ = [
    "UserActor",
    "coordinates",
    "country_of",
    "find",
    "keep_user_actors",
    "label",
    "load_user_actors",
    "locate",
    "members",
    "mentions",
    "parse",
    "resolve",
    "stale",
]

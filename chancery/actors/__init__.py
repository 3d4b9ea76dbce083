"""Names become actors at a date: states, bodies, offices and people, in a text or one by one."""

from chancery.actors.reading import find, mentions
from chancery.actors.tables import members
from chancery.actors.user import UserActor, load_user_actors
from chancery.actors.who import country_of, label, parse, resolve, stale

__all__ = [
    "UserActor",
    "country_of",
    "find",
    "label",
    "load_user_actors",
    "members",
    "mentions",
    "parse",
    "resolve",
    "stale",
]

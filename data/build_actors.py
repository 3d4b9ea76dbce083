"""Compile the tables of actors: `python data/build_actors.py` writes chancery/data/actors/*.json from data/actors/."""

from __future__ import annotations

import csv
import json
import re
import unicodedata
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

import yaml

SOURCE = Path(__file__).parent / "actors"
TARGET = Path(__file__).parent.parent / "chancery" / "data" / "actors"

GENERATION = re.compile(r"[A-Z]\.(?:[A-Z]\.)*|Jr\.?|I{2,3}|IV|VI|XI?V|[XV]+I*")
ARTICLE = re.compile(r"^[ae]l-", re.IGNORECASE)
PRONOUNS = (
    "plural_pronouns", "first_plural", "first_singular", "masculine", "masculine_object", "feminine", "neuter",
    "reciprocal",
)  # fmt: skip
CITIES = {"Brussels", "Strasbourg"}
OWN_LETTERS = str.maketrans({"ı": "i", "ł": "l", "Ł": "L", "đ": "d", "Đ": "D", "ø": "o", "Ø": "O", "ß": "ss", "ə": "e"})

Row = tuple[str, str, Any]


def rows(name: str) -> list[dict[str, str]]:
    """Read a CSV source."""
    with (SOURCE / name).open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def tree(name: str) -> Any:
    """Read a YAML source; every scalar is a string ("on" and "No" are words here)."""
    return yaml.load((SOURCE / name).read_text(encoding="utf-8"), Loader=yaml.BaseLoader)


def plain(text: str) -> str:
    """Drop diacritics: "Erdoğan" gives "Erdogan"."""
    decomposed = unicodedata.normalize("NFD", text.translate(OWN_LETTERS))
    return unicodedata.normalize("NFC", "".join(c for c in decomposed if not unicodedata.combining(c)))


def split(cell: str) -> list[str]:
    """Split a cell of names at semicolons."""
    return [part.strip() for part in cell.split(";") if part.strip()]


def printed(form: str, *, capitals: bool = True) -> Iterator[str]:
    """Give a name as it may be printed: straight apostrophes, with and without diacritics, in capitals."""
    straight = form.replace("’", "'").replace("ʻ", "'")
    for variant in dict.fromkeys((straight, plain(straight))):
        yield variant
        if capitals and len(variant) > 4 and variant != variant.upper():
            yield variant.upper()


def memberships(text: str) -> list[list[str | None]]:
    """Read "CODE CODE:since/until" as [code, since, until]."""
    found: list[list[str | None]] = []
    for word in text.split():
        code, _, span = word.partition(":")
        since, _, until = span.partition("/")
        found.append([code, since or None, until or None])
    return found


def states() -> dict[str, Any]:
    """Every state and territory by its code."""
    return {
        row["code"]: {
            "name": row["name"],
            "alpha2": row["alpha2"],
            "capitals": split(row["capitals"]),
            "un_member": row["un_member"] == "1",
            "source": row["source"],
        }
        for row in rows("states.csv")
    }


def organisations() -> list[dict[str, Any]]:
    """International bodies, groups and movements, then the organs of states."""
    found = []
    for entry in tree("organisations.yaml"):
        found.append(
            {
                "code": entry["code"],
                "name": entry["name"],
                "kind": entry.get("kind", "organisation"),
                "sector": entry.get("sector", "IGO"),
                "state": entry.get("state"),
                "members": memberships(entry.get("members", "")),
                "sectors": memberships(entry.get("sectors", "")),
                "expand": entry.get("expand") == "true",
                "forms": entry["forms"] + entry.get("caps_only", []),
            }
        )
    for state, sectors in tree("organs.yaml").items():
        for sector, names in sectors.items():
            seat = sector == "place"
            for name in names:
                found.append(
                    {
                        "code": state,
                        "name": name,
                        "kind": "seat" if seat else "organisation",
                        "sector": "GOV" if seat else sector,
                        "state": state,
                        "members": [],
                        "sectors": [],
                        "expand": False,
                        "forms": [name],
                    }
                )
    return found


def offices() -> list[dict[str, Any]]:
    """Titles with the role they name."""
    return [
        {
            "role": entry["role"],
            "sector": entry.get("sector", "GOV"),
            "states": entry.get("states", []),
            "titles": entry["titles"],
            "capitals_only": entry.get("capitals_only", []),
        }
        for entry in tree("offices.yaml")
    ]


def people() -> list[dict[str, Any]]:
    """People with their tenures, one entry a person (same name and state)."""
    family_first = tree("naming.yaml")["family_first"]
    found: dict[tuple[str, str], dict[str, Any]] = {}
    for path in sorted((SOURCE / "holders").glob("*.csv")):
        for row in rows(f"holders/{path.name}"):
            key = (plain(row["name"]).lower(), row["state"] if row["state"] in family_first else "")
            person = found.setdefault(
                key, {"name": row["name"], "aliases": [], "gender": row["gender"] or None, "tenures": []}
            )
            person["aliases"] += [alias for alias in split(row["aliases"]) if alias not in person["aliases"]]
            tenure = [
                row["state"],
                row["role"],
                row["office"],
                row["since"] or None,
                row["until"] or None,
                row.get("attested") or None,
                row["source"],
            ]
            if tenure not in person["tenures"]:
                person["tenures"].append(tenure)
    return [found[key] for key in sorted(found)]


def full_forms(person: dict[str, Any], naming: dict[str, list[str]]) -> set[str]:
    """Give the printed forms of a full name: aliases, without middle initials, in either order where usual."""
    state = person["tenures"][0][0]
    forms = set()
    for name in [person["name"], *person["aliases"]]:
        forms.add(name)
        words = name.split()
        if len(words) > 2:
            forms.add(" ".join(word for word in words if not re.fullmatch(r"[A-Z]\.", word)))
        if state in naming["family_first"] + naming["either_order"] and len(words) == 2:
            forms |= {f"{words[1]} {words[0]}", f"{words[1].upper()} {words[0]}"}
        if len(words) > 1:
            family_first = state in naming["family_first"]
            forms.add(" ".join([words[0].upper(), *words[1:]] if family_first else [*words[:-1], words[-1].upper()]))
        if "-" in name:
            forms.add(name.replace("-", " "))
    return forms


def short_forms(person: dict[str, Any], naming: dict[str, list[str]]) -> set[str]:
    """Give the short forms by which a person is called after a title: family name with its particles, or given name."""
    state = person["tenures"][0][0]
    if state in naming["never_short"]:
        return set()
    return {form for name in [person["name"], *person["aliases"]] for form in short_form(name, state, naming)}


def short_form(name: str, state: str, naming: dict[str, list[str]]) -> set[str]:
    """Give the short forms of one name, by the usage of the state."""
    words = [word for word in name.replace(",", "").split() if not GENERATION.fullmatch(word)]
    start = len(words) - 1
    if start < 1:
        return {name}
    forms = {words[0]} if state in naming["family_first"] else {words[start], ARTICLE.sub("", words[start])}
    if state in naming["by_given_name"]:
        forms |= {words[0], words[-1]}
    while start > 1 and words[start - 1].lower() in naming["particles"]:
        start -= 1
        forms.add(" ".join(words[start:]))
    if words[start - 1] in naming["house"]:
        return forms - {words[-1]}
    if len(words) == 3 and start == 2 and state in naming["two_family_names"]:
        forms.add(" ".join(words[1:]))
    return {form for form in forms if (len(form) > 1 and form[0].isupper()) or form.startswith("al-")}


def lexicon(
    bodies: list[dict[str, Any]], titles: list[dict[str, Any]], persons: list[dict[str, Any]]
) -> dict[str, Any]:
    """Map each printed form to its senses, [sense, reference]."""
    found: dict[str, list[list[Any]]] = {}
    for form, sense, reference in [
        *state_rows(),
        *body_rows(bodies),
        *title_rows(titles),
        *person_rows(persons),
        *place_rows(),
        *word_rows(),
    ]:
        entry = found.setdefault(form, [])
        if [sense, reference] not in entry:
            entry.append([sense, reference])
    return dict(sorted(found.items()))


def state_rows() -> Iterator[Row]:
    """Names, adjectives, nationals and capitals of states."""
    columns = {"forms": "state", "adjectives": "adjective", "nationals": "national", "capitals": "capital"}
    for row in rows("states.csv"):
        for column, sense in columns.items():
            for name in split(row[column]):
                for form in printed(name):
                    yield form, sense, row["code"]
    for name, entry in tree("homonyms.yaml").items():
        for form in printed(name):
            yield (
                form,
                "adjective" if name.endswith(("n", "ese", "ans")) else "capital" if name in CITIES else "state",
                entry["default"]["code"],
            )
    for code, prefixes in tree("words.yaml")["prefixes"].items():
        for prefix in prefixes:
            yield f"{prefix}-", "prefix", code


def body_rows(bodies: Iterable[dict[str, Any]]) -> Iterator[Row]:
    """Names of organisations, groups, organs and seats."""
    for index, body in enumerate(bodies):
        for name in body["forms"]:
            for form in printed(name, capitals=" " in name):
                yield form, "body", index


def title_rows(titles: Iterable[dict[str, Any]]) -> Iterator[Row]:
    """Offices in singular and plural, in title case, lower case and capitals."""
    for index, office in enumerate(titles):
        for title in office["titles"]:
            proper = title.isupper() or title.endswith(".") or title in office["capitals_only"]
            lower = title if proper else title.lower()
            for form in dict.fromkeys((title, lower, title.upper())):
                yield form, "title", index
                if not form.endswith(("s", "S", ".")):
                    yield plural(form), "titles", index


def plural(title: str) -> str:
    """Make the plural of a title at its head noun."""
    head, preposition, rest = title.partition(" of ")
    if not preposition:
        head, preposition, rest = title.partition(" for ")
    upper = head.isupper() and len(head) > 3
    if head.lower().endswith("y") and head.lower()[-2] not in "aeiou":
        return f"{head[:-1]}{'IES' if upper else 'ies'}{preposition}{rest}"
    if head.lower().endswith("man"):
        return f"{head[:-2]}{'EN' if upper else 'en'}{preposition}{rest}"
    return f"{head}{'S' if upper else 's'}{preposition}{rest}"


def person_rows(persons: Iterable[dict[str, Any]]) -> Iterator[Row]:
    """Full names and short names of people."""
    naming = tree("naming.yaml")
    for index, person in enumerate(persons):
        for name in sorted(full_forms(person, naming)):
            for form in printed(name):
                yield form, "person" if " " in name else "short", index
        for name in sorted(short_forms(person, naming)):
            for form in printed(name):
                yield form, "short", index


def place_rows() -> Iterator[Row]:
    """Cities, and regions that lookalikes.yaml gives to a state."""
    for row in rows("places.csv"):
        for form in printed(row["name"]):
            yield form, "city", row["country"]
    for code, names in tree("lookalikes.yaml")["place"].items():
        for name in names:
            for form in printed(name):
                yield form, "region", code


def places() -> dict[str, list[Any]]:
    """Cities as printed, the first bearer of a name, then other names of a capital: country, latitude, longitude."""
    found: dict[str, list[Any]] = {}
    for row in rows("places.csv"):
        for form in printed(row["name"]):
            found.setdefault(form, [row["country"], float(row["latitude"]), float(row["longitude"])])
    for row in rows("states.csv"):
        capitals = split(row["capitals"])
        here = next((found[name] for name in capitals if name in found and found[name][0] == row["code"]), None)
        for form in [form for name in capitals for form in printed(name)]:
            if here is not None:
                found.setdefault(form, here)
    return found


def word_rows() -> Iterator[Row]:
    """Closed classes: pronouns, collective phrases, honorifics, sector nouns, and what only looks like an actor."""
    words = tree("words.yaml")
    for name in tree("lookalikes.yaml")["none"]:
        for form in printed(name):
            yield form, "none", 0
    for gender, names in words["honorifics"].items():
        for form in names:
            yield form, "honorific", gender
    for sense in PRONOUNS:
        for form in words[sense]:
            yield form, "pronoun", sense
            yield capitalised(form), "pronoun", sense
    for number, phrases in words["collectives"].items():
        for form in phrases:
            yield form, "collective", number
            yield capitalised(form), "collective", number
    for sense, phrases in words["definites"].items():
        for form in phrases:
            yield form, f"definite_{sense}", 0
            yield capitalised(form), f"definite_{sense}", 0
    for sector, names in words["agencies"].items():
        for name in names:
            for form in (name, name.upper()):
                yield form, "agency", sector
    for form in words["counterparts"]:
        yield form, "counterpart", 0
    for code, phrases in words["collective_names"].items():
        for form in phrases:
            yield form, "collective_name", code
            yield capitalised(form), "collective_name", code


def capitalised(form: str) -> str:
    """Give the form at the start of a sentence."""
    return form[0].upper() + form[1:]


def homonyms() -> dict[str, Any]:
    """Names with several bearers: the default code and the cues of the others."""
    found = {}
    for name, entry in tree("homonyms.yaml").items():
        others = [
            {
                "code": other["code"],
                "place": other.get("place") == "true",
                **{cue: other.get(cue, []) for cue in ("near", "anywhere", "unless")},
            }
            for other in entry.get("others", [])
        ]
        found[name] = {"code": entry["default"]["code"], "others": others}
    return found


def build() -> dict[str, str]:
    """Return the content of every built file by its name."""
    bodies, titles, persons = organisations(), offices(), people()
    words = tree("words.yaml")
    tables: dict[str, Any] = {
        "states.json": states(),
        "organisations.json": [{k: v for k, v in body.items() if k != "forms"} for body in bodies],
        "offices.json": [
            {k: v for k, v in office.items() if k not in {"titles", "capitals_only"}} for office in titles
        ],
        "people.json": persons,
        "places.json": places(),
        "words.json": words,
        "homonyms.json": homonyms(),
        "lexicon.json": lexicon(bodies, titles, persons),
    }
    return {
        name: json.dumps(table, ensure_ascii=False, sort_keys=True, indent=0, separators=(",", ":")) + "\n"
        for name, table in tables.items()
    }


def main() -> None:
    """Write the built files."""
    TARGET.mkdir(parents=True, exist_ok=True)
    for name, content in build().items():
        (TARGET / name).write_text(content, encoding="utf-8")


if __name__ == "__main__":
    main()

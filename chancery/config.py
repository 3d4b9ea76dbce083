"""What a user may set from outside: the ledger's place, and when work is spread over processes."""

import os
from pathlib import Path

LEDGER_VARIABLE = "CHANCERY_LEDGER"
DEFAULT_LEDGER = Path("chancery.db")
ACTORS_VARIABLE = "CHANCERY_ACTORS"
DEFAULT_ACTORS = Path("chancery-actors.csv")
LEXICON_VARIABLE = "CHANCERY_LEXICON"
DEFAULT_LEXICON = Path("chancery-lexicon.csv")
DEFAULT_JOBS = 2
"""Worker processes for many documents: each holds its own analyser (about 350 MB)."""
FEW_DOCUMENTS = 40
"""Up to here one process is quicker: workers take about a second to start and load the analyser."""


def ledger_path() -> Path:
    """Return the ledger that is used when none is named: `CHANCERY_LEDGER`, else `chancery.db` in this directory."""
    return Path(os.environ.get(LEDGER_VARIABLE) or DEFAULT_LEDGER)


def actor_files() -> tuple[Path, ...]:
    """Return the files of a user's own actors: those of `CHANCERY_ACTORS`, else `chancery-actors.csv` if it is here."""
    return files(ACTORS_VARIABLE, DEFAULT_ACTORS)


def lexicon_files() -> tuple[Path, ...]:
    """Return the files of a user's own phrases: `CHANCERY_LEXICON`, else `chancery-lexicon.csv` if it is here."""
    return files(LEXICON_VARIABLE, DEFAULT_LEXICON)


def files(variable: str, usual: Path) -> tuple[Path, ...]:
    """Return the files that an environment variable names, else the usual one where it exists."""
    named = os.environ.get(variable)
    if named:
        return tuple(Path(path) for path in named.split(os.pathsep) if path)
    return (usual,) if usual.exists() else ()

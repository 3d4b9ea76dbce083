"""Load every export of a ledger with pandas and DuckDB and draw two plots that papers on event data print.

    chancery --ledger samples.db add samples
    python docs/explore.py samples.db plots/ --pair IND JPN

Needs `pip install 'chancery[explore]'`. Writes `cooperation.png` (net cooperation of a pair by month: the sum of
Goldstein weights, as since Goldstein 1992) and `quads.png` (events by quad class and year, as the PLOVER and GDELT
papers show).
"""

from __future__ import annotations

import argparse
import tempfile
from pathlib import Path

import duckdb
import matplotlib
import pandas as pd

import chancery
from chancery.export import gdelt

matplotlib.use("Agg")
from matplotlib import pyplot as plt

QUADS = {1: "verbal cooperation", 2: "material cooperation", 3: "verbal conflict", 4: "material conflict"}
COLOURS = ("#7fb3d5", "#1f618d", "#f0b27a", "#a04000")
CODES = {name: "string" for name in gdelt.EVENTS if name.endswith("Code")}
"""Codes stay text: as numbers they would lose the nought in "030"."""


def load(folder: Path) -> dict[str, pd.DataFrame]:
    """Return the exported tables of a folder as data frames, by name."""
    return {
        "events": pd.read_csv(folder / "gdelt.export.CSV", sep="\t", names=list(gdelt.EVENTS), dtype=CODES),
        "mentions": pd.read_csv(folder / "gdelt.mentions.CSV", sep="\t", names=list(gdelt.MENTIONS)),
        "polecat": pd.read_csv(folder / "polecat.txt", sep="\t", na_values=["None"]),
        "commitments": pd.read_csv(folder / "commitments.csv"),
        "index": pd.read_csv(folder / "index.csv"),
        "promised": promised(folder),
    }


def promised(folder: Path) -> pd.DataFrame:
    """Return what the Parquet tables say each actor promised, by currency: DuckDB reads them where they lie."""
    return duckdb.sql(
        f"""
        SELECT entry_actors.actor AS promisor, entries.currency, count(*) AS promises, max(entries.amount) AS largest
        FROM '{folder / "entries.parquet"}' AS entries
        JOIN '{folder / "entry_actors.parquet"}' AS entry_actors ON entry_actors.entry_id = entries.id
        WHERE entries.kind = 'commitment' AND entry_actors.role = 'promisor'
        GROUP BY ALL ORDER BY promisor, currency
        """
    ).df()


def cooperation(events: pd.DataFrame, pair: tuple[str, str]) -> pd.Series:
    """Return the sum of Goldstein weights between two states by month; an act told both ways counts once."""
    between = events[events.Actor1CountryCode.isin(pair) & events.Actor2CountryCode.isin(pair)].dropna(
        subset="MonthYear"
    )
    once = between.drop_duplicates(["SQLDATE", "MonthYear", "EventCode"])
    months = pd.PeriodIndex(once.MonthYear.astype(int).astype(str), freq="M")
    return once.groupby(months).GoldsteinScale.sum()


def draw(events: pd.DataFrame, pair: tuple[str, str], folder: Path) -> list[Path]:
    """Draw both plots into a folder and return the files."""
    folder.mkdir(parents=True, exist_ok=True)
    monthly = cooperation(events, pair)
    figure, axes = plt.subplots(figsize=(8, 3.5), layout="constrained")
    axes.bar(monthly.index.to_timestamp(), monthly, width=24, color=COLOURS[1])
    axes.axhline(0, color="black", linewidth=0.8)
    axes.set(title=f"Net cooperation, {pair[0]} and {pair[1]}", ylabel="Goldstein weights, sum by month")
    first = folder / "cooperation.png"
    figure.savefig(first, dpi=120)

    dated = events[["Year", "QuadClass"]].dropna().astype(int)
    yearly = dated.groupby(["Year", "QuadClass"]).size().unstack(fill_value=0)
    yearly = yearly.reindex(range(dated.Year.min(), dated.Year.max() + 1), fill_value=0)
    figure, axes = plt.subplots(figsize=(8, 3.5), layout="constrained")
    yearly.rename(columns=QUADS).plot.bar(
        stacked=True, ax=axes, rot=0, xlabel="", ylabel="events", color=[COLOURS[quad - 1] for quad in yearly.columns]
    )
    axes.set(title="Events by quad class")
    axes.legend(title=None, frameon=False)
    second = folder / "quads.png"
    figure.savefig(second, dpi=120)
    plt.close("all")
    return [first, second]


def main(arguments: list[str] | None = None) -> None:
    """Export a ledger, load it again and draw."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("ledger", type=Path)
    parser.add_argument("plots", type=Path)
    parser.add_argument("--pair", nargs=2, default=("IND", "JPN"), metavar="CODE")
    chosen = parser.parse_args(arguments)
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        with chancery.open_ledger(chosen.ledger) as desk:
            for form in ("csv", "parquet", "gdelt", "polecat", "index"):
                desk.export(folder, form=form)
        tables = load(folder)
        for title, frame in tables.items():
            print(f"{title}: {len(frame)} rows")
        print(tables["promised"].to_string(index=False))
        for path in draw(tables["events"], tuple(chosen.pair), chosen.plots):
            print(path)


if __name__ == "__main__":
    main()

"""The page of a commitment: the promise in one sentence, its history, who says what, what does not add up."""

from __future__ import annotations

from chancery.coding.quality import CRITERIA
from chancery.desk import Desk
from chancery.linkage.amounts import comparable, say
from chancery.linkage.dates import days
from chancery.linkage.entries import Amount, CommitmentEntry
from chancery.models import Value
from chancery.views import composing, words
from chancery.views.lineage import lineages
from chancery.views.lines import Dispute, Finding, Lineage, Step, Support
from chancery.views.names import name_of
from chancery.views.quotes import Quote, Quoting
from chancery.views.show import ShownStage
from chancery.views.view import View
from chancery.web.addresses import address
from chancery.web.charts import Measured, StepChart, step_chart
from chancery.web.citing import bibtex, csl
from chancery.web.keeping import Keeping, keeping
from chancery.web.wording import Wording, wordings

SAID = {
    "reaffirm": "reaffirmed",
    "aim": "stated the aim",
    "agree": "agreed",
    "pledge": "pledged",
    "sign": "signed",
    "deliver": "delivered",
}


class Party(Value, frozen=True, kw_only=True):
    """An actor with its name."""

    code: str
    name: str


class Criterion(Value, frozen=True, kw_only=True):
    """A criterion of good pledging, and the words that meet it, none where it is not met."""

    name: str
    words: str | None
    quotes: tuple[int, ...]


class Promise(View, tag_field="view", tag="commitment", frozen=True, kw_only=True):
    """A commitment: `history` is its line of descent with the other versions of it; `cite` is BibTeX."""

    id: str
    address: str
    sentence: str
    undertaking: str
    promisor: tuple[Party, ...]
    beneficiary: tuple[Party, ...]
    strength: str
    status: str
    judged: bool
    step: Step
    history: Lineage | None
    charts: tuple[StepChart, ...]
    wordings: tuple[Wording, ...]
    checks: tuple[Finding, ...]
    disputes: tuple[Dispute, ...]
    stages: tuple[ShownStage, ...]
    keeping: Keeping
    quality: tuple[Criterion, ...]
    support: Support
    sectors: tuple[str, ...]
    cite: str
    csl: str
    quotes: tuple[Quote, ...]

    @property
    def title(self) -> str:
        """What was promised."""
        return words.sentence(self.undertaking)


def promise(desk: Desk, entry: CommitmentEntry, base: str) -> Promise:
    """Tell all that the ledger holds of a commitment; `base` is where the pages stand, for the permanent address."""
    family = descent(desk, entry)
    quoting = Quoting.of(desk, composing.claims_of(family))
    quoting.cite(entry.claims)
    lines = [line for line in lineages(family, quoting) if _has(line, entry.id)]
    where = address("commitment", entry.id)
    return Promise(
        id=entry.id,
        address=where,
        sentence=sentence(entry),
        undertaking=" ".join(entry.undertaking.split()),
        promisor=_parties(entry.promisor),
        beneficiary=_parties(entry.beneficiary),
        strength=entry.strength,
        status=entry.status,
        judged=entry.judged,
        step=composing.step(entry, quoting),
        history=next(iter(lines), None),
        charts=charts(entry, family, lines[0]) if lines else (),
        wordings=wordings(desk, entry),
        checks=tuple(composing.finding(one, quoting) for one in entry.checks),
        disputes=tuple(composing.dispute(one, quoting) for one in entry.conflicts),
        stages=tuple(
            ShownStage(when=words.date(one.on), what=one.what, text=one.text, quotes=quoting.cite(one.claims))
            for one in entry.history
        ),
        keeping=keeping(desk, entry),
        quality=quality(entry, quoting),
        support=composing.support(entry, quoting),
        sectors=entry.sectors,
        cite=bibtex(entry, base.rstrip("/") + where),
        csl=csl(entry, base.rstrip("/") + where),
        quotes=quoting.quotes(),
    )


def sentence(entry: CommitmentEntry) -> str:
    """Say the promise in one sentence."""
    givers = words.listed(map(name_of, entry.promisor)) or "Nobody named"
    taken = [code for code in entry.beneficiary if code not in entry.promisor]
    takers = f" to {words.listed(map(name_of, taken))}" if taken else ""
    made = f" on {words.date(entry.made)}" if entry.made and len(entry.made) > 7 else ""
    made = made or (f" in {words.date(entry.made)}" if entry.made else "")
    denied = "is reported not to have" if entry.denied else ""
    told = any(map(str.isdigit, entry.undertaking))
    figure = f", {say(entry.headline)}" if entry.headline and not told else ""
    term = f" over {words.years(entry.years)}" if entry.headline and entry.years and not told else ""
    due = f", by {words.date(entry.due)}" if entry.due and not term and not told else ""
    verb = f"{denied} {SAID[entry.strength]}".strip()
    return f"{givers}{made} {verb}{takers}: {' '.join(entry.undertaking.split())}{figure}{term}{due}."


def quality(entry: CommitmentEntry, quoting: Quoting) -> tuple[Criterion, ...]:
    """Say which criteria of good pledging a promise meets; nothing where none was looked for."""
    met = {one.value: one for one in entry.quality}
    if not met:
        return ()
    return tuple(
        Criterion(
            name=name,
            words=" ".join(met[name].text.split()) if name in met else None,
            quotes=quoting.cite(met[name].claims) if name in met else (),
        )
        for name in CRITERIA
    )


def descent(desk: Desk, entry: CommitmentEntry) -> tuple[CommitmentEntry, ...]:
    """Return a commitment with all that lines of descent connect it with."""
    found = {entry.id: entry}
    waiting = {entry.id}
    while waiting:
        links = [link for id in waiting for link in found[id].descent]
        near = {id for link in links for id in (link.earlier, link.later) if id and id not in found}
        new = [one for one in desk.entries_by_id(near) if isinstance(one, CommitmentEntry)]
        found |= {one.id: one for one in new}
        waiting = {one.id for one in new}
    return tuple(found[id] for id in sorted(found))


def charts(entry: CommitmentEntry, family: tuple[CommitmentEntry, ...], line: Lineage) -> tuple[StepChart, ...]:
    """Draw headline and yearly pace through time, of those steps that are measured alike."""
    held = {one.id: one for one in family}
    steps = [held[step.id] for step in line.steps]
    unit = entry.headline or next((one.headline for one in steps if one.headline), None)
    alike = [one for one in steps if one.headline and unit and comparable(one.headline, unit)]
    drawn = (
        _drawn("Headline", [(one, one.headline) for one in alike]),
        _drawn("A year", [(one, one.pace) for one in alike]),
    )
    return tuple(one for one in drawn if one)


def _drawn(title: str, figures: list[tuple[CommitmentEntry, Amount | None]]) -> StepChart | None:
    dated = [
        (Measured(on=covered, value=float(figure.value), text=say(figure)), words.date(entry.made))
        for entry, figure in figures
        if figure and (covered := days(entry.made))
    ]
    return step_chart(title, [one for one, _ in dated], [when for _, when in dated])


def _has(line: Lineage, id: str) -> bool:
    return any(step.id == id for step in (*line.steps, *line.parts))


def _parties(codes: tuple[str, ...]) -> tuple[Party, ...]:
    return tuple(Party(code=code, name=name_of(code)) for code in codes)

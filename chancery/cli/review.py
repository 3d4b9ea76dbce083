"""Commands of the review: what people decide, and what is left to decide."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import click

from chancery.cli.frame import FORMAT, example, lines, opened, table

if TYPE_CHECKING:
    from chancery.decisions import ProgressStatus, Saying
    from chancery.desk import Desk
    from chancery.ledger import Doubt, DoubtKind
    from chancery.models import Relation

BY = click.option("--by", envvar="USER", default="a person", help="Who decides.  [default: the user's name]")
BECAUSE = click.option("--because", metavar="WHY", help="The reason, shown wherever the decision is.")
SHORT_ID = 10


@click.command(
    epilog=example(
        "chancery judge 3f2a 91bc --same --because 'the same announcement'",
        "chancery judge 3f2a 91bc --revises RAISES",
    )
)
@click.argument("left")
@click.argument("right")
@click.option("--same", "relation", flag_value="SAME", help="Both tell of one thing.")
@click.option("--different", "relation", flag_value="DIFFERENT", help="They tell of two things.")
@click.option("--conflicts", "relation", flag_value="CONFLICTS", help="They contradict each other.")
@click.option("--revises", metavar="HOW", help="LEFT revises RIGHT: RAISES, LOWERS, EXTENDS, ROLLS_OVER, SUPERSEDES …")
@BECAUSE
@BY
@click.pass_context
def judge(
    context: click.Context,
    left: str,
    right: str,
    relation: Relation | None,
    revises: str | None,
    because: str | None,
    by: str,
) -> None:
    """Say yourself how two claims or entries relate.

    LEFT and RIGHT are ids. Your judgement wins over those of the rules, stays when more is added, and is undone by
    chancery undo, never deleted.
    """
    if bool(relation) == bool(revises):
        raise click.UsageError("give one of --same, --different, --conflicts, --revises")
    with opened(context) as desk:
        said = relation or "REVISES"
        for made in desk.relate(left, right, said, detail=revises, because=because, by=by):
            click.echo(f"{made.id}  {made.left} {made.relation} {made.right}")


@click.command(
    epilog=example(
        "chancery verdict 3f2a --right",
        "chancery verdict 3f2a --wrong --because 'the text speaks of another pledge'",
        "chancery verdict 3f2a --set quantities.0.value=7000000000 --set strength=sign",
        "chancery verdict 3f2a --set evidence.0.quote='pledged 7 billion pesos'",
    )
)
@click.argument("claim")
@click.option("--right", "says", flag_value="right", help="The claim says what the text says.")
@click.option("--wrong", "says", flag_value="wrong", help="It does not: leave it out of the entries.")
@click.option("--set", "changes", multiple=True, metavar="FIELD=VALUE", help="Correct a field, or a place inside one.")
@BECAUSE
@BY
@click.pass_context
def verdict(
    context: click.Context, claim: str, says: Saying | None, changes: tuple[str, ...], because: str | None, by: str
) -> None:
    """Say whether a claim is right, wrong, or right once corrected.

    CLAIM is its id. FIELD is one of its fields or a place in it (strength, quantities.0.value, period.end), VALUE as in
    its JSON; text needs no quotes. Entries follow at once; the claim as it was coded stays to be read.
    """
    if bool(says) == bool(changes):
        raise click.UsageError("give --right, --wrong, or what to --set")
    with opened(context) as desk:
        made = desk.verdict(claim, says or "corrected", _changes(changes), because=because, by=by)
        fields = f" ({', '.join(sorted(made.correction))})" if made.correction else ""
        click.echo(f"{made.id}  {made.claim} {made.says}{fields}")


def _changes(given: tuple[str, ...]) -> dict[str, Any]:
    """Read FIELD=VALUE; a value is JSON where it can be, else text."""
    import msgspec

    found: dict[str, Any] = {}
    for one in given:
        name, equals, value = one.partition("=")
        if not equals:
            raise click.BadParameter(f"{one!r}: write it as FIELD=VALUE", param_hint="--set")
        try:
            found[name.strip()] = msgspec.json.decode(value)
        except msgspec.DecodeError:
            found[name.strip()] = value
    return found


@click.command(
    epilog=example(
        "chancery progress 3f2a 'half the track is laid' --day 2025-03 --status in_progress --source https://…",
        "chancery progress 3f2a 'it was paid out' --day 2025-06 --status fulfilled --score JPN=1 --source r.txt",
    )
)
@click.argument("entry", metavar="ID")
@click.argument("words", metavar="TEXT")
@click.option("--day", required=True, metavar="DATE", help="The day of which that is true (2025, 2025-03, 2025-03-31).")
@click.option("--source", required=True, metavar="SOURCE", help="An address, or a report of the ledger.")
@click.option("--quote", metavar="WORDS", help="The words of the report that say so.")
@click.option("--status", metavar="WORD", help="What the promise has reached (in_progress, fulfilled, suspended …).")
@click.option("--score", "scores", multiple=True, metavar="ACTOR=N", help="Compliance of a party: -1, 0 or 1.")
@BECAUSE
@BY
@click.pass_context
def progress(
    context: click.Context,
    entry: str,
    words: str,
    day: str,
    source: str,
    quote: str | None,
    status: ProgressStatus | None,
    scores: tuple[str, ...],
    because: str | None,
    by: str,
) -> None:
    """Record what became of a promise, with the source that says so.

    ID is that of a commitment, TEXT what became of it. Its status follows. A party without a score is unassessed,
    which is not 0.
    """
    address = source.startswith(("http://", "https://"))
    named = {"url": source} if address else {"document": source, "quote": quote}
    with opened(context) as desk:
        given = _scores(desk, scores)
        made = desk.progress(entry, words, day=day, status=status, scores=given, because=because, by=by, **named)
        click.echo(f"{made.id}  {made.on} {made.status or ''} {made.text}")


def _scores(desk: Desk, given: tuple[str, ...]) -> dict[str, Any]:
    """Read ACTOR=N."""
    found: dict[str, Any] = {}
    for one in given:
        actor, _, score = one.partition("=")
        if score.lstrip("+") not in ("-1", "0", "1"):
            raise click.BadParameter(f"{one!r}: write it as ACTOR=-1, ACTOR=0 or ACTOR=1", param_hint="--score")
        found[desk.actor(actor)] = int(score)
    return found


@click.command(epilog=example("chancery undo 77e0", "chancery list decisions"))
@click.argument("name", metavar="ID")
@BY
@click.pass_context
def undo(context: click.Context, name: str, by: str) -> None:
    """Let a decision hold no longer.

    ID is that of a judgement, a verdict, progress, or a batch that was accepted at once. What is undone stays to be
    seen, with who undid it.
    """
    with opened(context) as desk:
        ended = desk.undo(name, by=by)
        click.echo(f"{len(ended)} undone" if len(ended) != 1 else f"undone {ended[0].id}")


KINDS = ("pair", "claim", "conflict", "dispute")
CLAIMS = ("engagement", "commitment", "event", "position")


@click.command(
    epilog=example(
        "chancery review --limit 20",
        "chancery review --kind pair --actor Japan --most 0.3 --accept",
        "chancery review --agreement",
    )
)
@click.option("--kind", type=click.Choice(KINDS), help="Rules' judgements on pairs, claims, conflicts, or disputes.")
@click.option("--of", type=click.Choice(CLAIMS), help="Only what is about claims of this kind.")
@click.option("--actor", metavar="NAME", help="Only what is about this actor.")
@click.option("--relation", metavar="WORD", help="Only pairs of this relation (SAME, REVISES, CONFLICTS).")
@click.option("--least", type=click.FloatRange(0, 1), default=0.0, help="Only what is at least so doubtful (0 to 1).")
@click.option("--most", type=click.FloatRange(0, 1), default=1.0, help="Only what is at most so doubtful.")
@click.option("--undecided-by", metavar="NAME", help="What this person has not decided, though others may have.")
@click.option("--limit", type=click.IntRange(1), default=50, show_default=True, help="At most so many.")
@click.option("--accept", is_flag=True, help="Accept all of it, after the count, as one batch that can be undone.")
@click.option("--yes", is_flag=True, help="Do not ask before accepting.")
@click.option("--agreement", is_flag=True, help="Show how far two people agree instead.")
@BECAUSE
@BY
@FORMAT
@click.pass_context
def review(
    context: click.Context,
    limit: int,
    accept: bool,
    yes: bool,
    agreement: bool,
    undecided_by: str | None,
    because: str | None,
    by: str,
    form: str,
    kind: DoubtKind | None,
    of: str | None,
    actor: str | None,
    relation: str | None,
    least: float,
    most: float,
) -> None:
    """List what a person should decide, the most doubtful first.

    Decide with chancery judge and chancery verdict, or accept a filtered list at once.
    """
    with opened(context) as desk:
        code = desk.actor(actor) if actor else None
        asked: dict[str, Any] = {
            "kind": kind,
            "of": of,
            "actor": code,
            "relation": relation,
            "least": least,
            "most": most,
        }
        if agreement:
            _agreement(desk, form)
        elif accept:
            _accept(desk, asked, by, because, yes)
        else:
            _list(desk.queue(limit=limit, by=undecided_by, **asked), desk.queue_size(by=undecided_by, **asked), form)


def _accept(desk: Desk, asked: dict[str, Any], by: str, because: str | None, yes: bool) -> None:
    count = desk.queue_size(**asked)
    if not yes:
        click.confirm(f"accept {count} as they stand?", abort=True)
    made = desk.accept(count=count, by=by, because=because, **asked)
    click.echo(f"accepted {len(made)}; chancery undo {made[0].batch} undoes them" if made else "nothing to accept")


def _list(found: tuple[Doubt, ...], total: int, form: str) -> None:
    from chancery.export import line

    if form == "json":
        lines(map(line, found))
        return
    rows = ((f"{one.doubt:.2f}", one.kind, _short(one.id), f"{one.title}\n{one.why}") for one in found)
    table(("doubt", "kind", "id", "what"), rows, flowing="what")
    click.echo(f"{len(found)} of {total}", err=True)


def _short(id: str) -> str:
    first, dash, rest = id.partition("-")
    return f"{first[:SHORT_ID]}-{rest[:SHORT_ID]}" if dash else id.split(":")[0][:SHORT_ID]


def _agreement(desk: Desk, form: str) -> None:
    from chancery.export import line

    found = desk.agreement()
    if form == "json":
        lines(map(line, found))
        return
    heads = ("people", "kind", "both decided", "agree", "kappa")
    rows = (
        (f"{one.left}, {one.right}", one.kind, str(one.both), f"{one.percent} %", _plain(one.kappa)) for one in found
    )
    table(heads, rows)


def _plain(kappa: float | None) -> str | None:
    return None if kappa is None else f"{kappa:.2f}"

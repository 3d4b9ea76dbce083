"""Makes up sentences of diplomatic prose together with their trees.

The web treebank has few participle openings, lists of ten items, figures "from X to Y" or titles before names. Here a
small grammar writes such sentences, each phrase with the head and relation that the treebank's annotators would give
it. The sentences mean little; they are for word order alone.
"""

from __future__ import annotations

import random
import sys
import tomllib
from collections.abc import Callable
from pathlib import Path

from training.phrases import Phrase, flatten, function, punct
from training.treebank import Tree

WORDS: dict[str, list[str]] = tomllib.loads((Path(__file__).parent / "statements.toml").read_text(encoding="utf-8"))
LEMMAS = Path(__file__).parent.parent / "chancery" / "data" / "language" / "lemmas.txt"
VERBS = sorted({row[2] for row in map(str.split, LEMMAS.open(encoding="utf-8")) if row[1:2] == ["verb"]})
"""Verbs of all kinds: those of the table of exceptions."""
IRREGULAR = {
    "meet": ("met", "met", "meeting"), "speak": ("spoke", "spoken", "speaking"), "say": ("said", "said", "saying"),
    "seek": ("sought", "sought", "seeking"), "undertake": ("undertook", "undertaken", "undertaking"),
    "uphold": ("upheld", "upheld", "upholding"), "hold": ("held", "held", "holding"),
}  # fmt: skip
"""Past, participle and -ing form of the irregular verbs in the word lists."""


class Grammar:
    """The grammar; every method makes one kind of phrase with the given dice."""

    def __init__(self, dice: random.Random) -> None:
        self.dice = dice

    def any(self, kind: str) -> str:
        """Some word of a list."""
        return self.dice.choice(WORDS[kind])

    def chance(self, share: float) -> bool:
        """True in that share of cases."""
        return self.dice.random() < share

    def proper(self, words: str, label: str, adjectives: frozenset[str] = frozenset()) -> Phrase:
        """A name of several words, its last the head; `label` is the kind of name, or empty."""
        parts = words.split()
        inside = [f"B-{label}", *[f"I-{label}"] * (len(parts) - 1)] if label else ["O"] * len(parts)
        head = Phrase(parts[-1], "PROPN", "NNPS" if parts[-1] in ("States", "Nations") else "NNP", inside[-1])
        rest: list[tuple[str, Phrase]] = []
        for word, tag in zip(parts[:-1], inside[:-1], strict=True):
            if word == "-":
                rest[-1][1].after("punct", Phrase("-", "PUNCT", "HYPH", tag))
            elif word == "of":
                rest[-1:] = [("compound", rest[-1][1])]
            elif word in adjectives or word in ADJECTIVES:
                rest.append(("amod", Phrase(word, "ADJ", "NNP", tag)))
            else:
                rest.append(("compound", Phrase(word, "PROPN", "NNP", tag)))
        head.left = rest
        return head

    def state(self) -> Phrase:
        """A state or its capital."""
        if self.chance(0.12):
            return self.proper("United States", "LOC").before("det", function("the"))
        return self.proper(self.any("states"), "LOC")

    def organisation(self) -> Phrase:
        """An organisation with its article."""
        name = self.any("organisations")
        phrase = self.proper(name, "ORG")
        return phrase if name in ("NATO", "ASEAN") else phrase.before("det", function("the"))

    def person(self) -> Phrase:
        """A person, most often with title and country before the name."""
        if self.chance(0.65):
            head = Phrase(self.any("given"), "PROPN", "NNP", "B-PER")
            head.after("flat", Phrase(self.any("family"), "PROPN", "NNP", "I-PER"))
            if self.chance(0.1):
                head.after("flat", Phrase(self.any("family"), "PROPN", "NNP", "I-PER"))
        else:
            head = Phrase(self.any("family"), "PROPN", "NNP", "B-PER")
        if self.chance(0.7):
            title = self.proper(self.any("titles"), "", frozenset(WORDS["adjective_titles"]))
            if self.chance(0.5):
                title.before("amod", Phrase(self.any("demonyms"), "ADJ", "JJ"))
            head.before("nmod:desc", title)
        elif self.chance(0.15):
            title = Phrase("minister", "NOUN", "NN").before("amod", Phrase("foreign", "ADJ", "JJ"))
            head.after("punct", punct(",")).after("appos", self.described(title)).after("punct", punct(","))
        return head

    def described(self, title: Phrase) -> Phrase:
        """ "India's foreign minister" """
        return title.before("nmod:poss", self.state().after("case", function("’s")))

    def plural(self, word: str) -> str:
        """The plural of a regular noun."""
        return word[:-1] + "ies" if word.endswith("y") else word + "s"

    def actor(self) -> Phrase:
        """Who acts: a person, a state, an organisation, "the two leaders", or two of them."""
        kind = self.dice.random()
        if kind < 0.35:
            phrase = self.person()
        elif kind < 0.6:
            phrase = self.state()
        elif kind < 0.7:
            phrase = self.organisation()
        else:
            phrase = Phrase(self.plural(self.any("groups")), "NOUN", "NNS")
            choice = self.dice.random()
            if choice < 0.3:
                phrase.before("nummod", function(self.dice.choice(["two", "three"])))
            elif choice < 0.5:
                phrase.before("amod", Phrase(self.any("demonyms"), "ADJ", "JJ"))
            if choice >= 0.85:
                return phrase.before("det", function("both"))
            return phrase.before("det", function("the"))
        if self.chance(0.35):
            return self.listed(phrase, [self.state() if kind >= 0.35 else self.person()])
        return phrase

    def listed(self, first: Phrase, others: list[Phrase]) -> Phrase:
        """Coordination: all later items hang on the first, commas and "and" on the item after them."""
        for number, item in enumerate(others):
            last = number == len(others) - 1
            if last:
                item.before("cc", function("and"))
                if len(others) > 1 and self.chance(0.6):
                    item.before("punct", punct(","))
            else:
                item.before("punct", punct(","))
            first.after("conj", item)
        return first

    def topic(self) -> Phrase:
        """A subject of talks, out of one to five words."""
        parts = self.any("topics").split()
        last = parts[-1]
        mass = not last.endswith("s") or last in ("access",)
        head = Phrase(last, "NOUN", "NN" if mass else "NNS")
        if "to" in parts:
            people = Phrase("people", "NOUN", "NNS").after("punct", punct("-"))
            inner = Phrase("people", "NOUN", "NNS").before("punct", punct("-")).before("case", function("to"))
            return head.before("compound", people.after("nmod", inner))
        if "-" in parts:
            first, second = parts[0], parts[2]
            plain = first in ("rare", "next", "high")
            left = Phrase(first, "ADJ" if plain else "NOUN", "JJ" if plain else "NN").after("punct", punct("-"))
            middle = Phrase(second, "NOUN", "NN").before("amod" if plain else "compound", left)
            return head.before("compound", middle)
        for word in reversed(parts[:-1]):
            adjective = word in (
                "critical",
                "clean",
                "artificial",
                "maritime",
                "nuclear",
                "green",
                "skilled",
                "small",
                "modular",
            )
            tag = ("ADJ", "JJ") if adjective else ("NOUN", "NN")
            head.before("amod" if adjective else "compound", Phrase(word, *tag))
        if self.chance(0.15):
            head.before("amod", Phrase(self.any("adjectives"), "ADJ", "JJ"))
        return head

    def topics(self) -> Phrase:
        """One subject or a list of up to nine."""
        size = self.dice.choice([1, 1, 1, 2, 2, 3, 4, 5, 7, 9])
        return self.listed(self.topic(), [self.topic() for _ in range(size - 1)])

    def thing(self, deep: int = 0) -> Phrase:
        """What is welcomed or discussed: a noun with adjectives, a possessor and prepositional phrases."""
        noun = self.any("nouns")
        bare = self.chance(0.35)
        if bare:
            noun = self.any("mass")
        many = not bare and (self.chance(0.4) or noun in ("tie", "effort"))
        head = Phrase(self.plural(noun) if many else noun, "NOUN", "NNS" if many else "NN")
        if self.chance(0.25):
            head.before(
                "compound",
                Phrase(self.dice.choice(["trade", "investment", "defence", "energy", "security"]), "NOUN", "NN"),
            )
        for _ in range(self.dice.choice([0, 1, 1, 2])):
            head.before("amod", Phrase(self.any("adjectives"), "ADJ", "JJ"))
        if not bare or self.chance(0.25):
            self.determined(head, many)
        if deep < 2 and self.chance(0.45):
            head.after("nmod", self.prepositional(self.dice.choice(["in", "on", "of", "for", "between", "with"]), deep))
        if noun in ("effort", "plan", "commitment", "agreement", "initiative", "framework") and self.chance(0.3):
            return head.after("acl", self.purpose())
        if deep == 0 and self.chance(0.12):
            head.after("acl:relcl", self.relative(many))
        return head

    def determined(self, head: Phrase, many: bool) -> None:
        """Puts a possessor or an article before a noun; some plurals go without."""
        start = self.dice.random()
        if start < 0.25:
            possessor = self.state().after("case", function(self.dice.choice(["’s", "'s"])))
            head.before("nmod:poss", possessor)
        elif start < 0.4:
            head.before("nmod:poss", function(self.dice.choice(["their", "its"])))
        elif start < 0.7 or not many:
            first = head.left[0][1].word if head.left else head.word
            article = "the" if many else self.dice.choice(["the", "an" if first[0] in "aeiou" else "a"])
            head.before("det", function(article))

    def prepositional(self, word: str, deep: int) -> Phrase:
        """A phrase with a preposition before it."""
        if word == "between":
            inner = self.listed(self.state(), [self.state()])
        elif word == "with":
            inner = self.actor()
        else:
            inner = self.topics() if self.chance(0.6) else self.thing(deep + 1)
        return inner.before("case", function(word))

    def relative(self, many: bool) -> Phrase:
        """ "that include A, B and C" """
        word = self.dice.choice(["include", "cover", "underpin", "span"])
        verb = Phrase(word if many else word + "s", "VERB", "VBP" if many else "VBZ").after("obj", self.topics())
        return verb.before("nsubj", Phrase("that", "PRON", "WDT"))

    def occasion(self) -> Phrase:
        """ "the 15th India-Japan Annual Summit" """
        head = self.proper(self.any("occasions"), "")
        if self.chance(0.5):
            one = self.proper(self.dice.choice(WORDS["states"][:20]), "LOC").after("punct", punct("-"))
            two = self.proper(self.dice.choice(WORDS["states"][:20]), "LOC")
            head.before("compound", two).before("compound", one)
        if self.chance(0.5):
            number = self.dice.randint(2, 40)
            ending = {1: "st", 2: "nd", 3: "rd"}.get(number % 10 if number not in (11, 12, 13) else 0, "th")
            head.before("amod", Phrase(f"{number}{ending}", "ADJ", "JJ"))
        head.before("det", function("the"))
        if self.chance(0.35):
            held = Phrase("held", "VERB", "VBN")
            held.after(*self.when()) if self.chance(0.6) else held.after("obl", self.city())
            head.after("acl", held)
        return head

    def city(self) -> Phrase:
        """ "in Tokyo" """
        return self.proper(self.any("cities"), "LOC").before("case", function("in"))

    def when(self) -> tuple[str, Phrase]:
        """A time, with its relation to a verb."""
        kind, month, year = self.dice.random(), self.any("months"), str(self.dice.randint(1998, 2035))
        if kind < 0.3:
            return "obl", Phrase(self.any("days"), "PROPN", "NNP").before("case", function("on"))
        if kind < 0.5:
            head = Phrase(month, "PROPN", "NNP").before("case", function("in"))
            return "obl", head.after("nmod:unmarked", Phrase(year, "NUM", "CD")) if self.chance(0.7) else head
        if kind < 0.65:
            day = Phrase(str(self.dice.randint(1, 31)), "NUM", "CD")
            if self.chance(0.5):
                day.before("nmod:unmarked", Phrase(month, "PROPN", "NNP")).before("case", function("on"))
                return "obl", day.after("punct", punct(",")).after("nmod:unmarked", Phrase(year, "NUM", "CD"))
            day.before("case", function("on")).after("nmod:unmarked", Phrase(month, "PROPN", "NNP"))
            return "obl", day.after("nmod:unmarked", Phrase(year, "NUM", "CD"))
        if kind < 0.75:
            return "obl", Phrase(year, "NUM", "CD").before("case", function("by"))
        if kind < 0.88:
            head = Phrase("years", "NOUN", "NNS")
            if self.chance(0.5):
                head.before("amod", Phrase("coming", "VERB", "VBG"))
            else:
                head.before("nummod", Phrase(self.dice.choice(["five", "ten", "three", "10", "5"]), "NUM", "CD"))
                head.before("amod", Phrase("next", "ADJ", "JJ"))
            return "obl", head.before("det", function("the")).before("case", function("over"))
        year_word = Phrase("year", "NOUN", "NN").before("det", function("this"))
        return "obl:unmarked", year_word.before("advmod", Phrase("earlier", "ADV", "RBR"))

    def money(self) -> Phrase:
        """An amount: "JPY 5 trillion", "5 trillion yen", "$5 billion"."""
        scale = Phrase(self.dice.choice(["million", "billion", "trillion"]), "NUM", "CD")
        number = str(self.dice.choice([1, 2, 3, 5, 10, 40, 68, 100, 250, 500, 1.5, 3.5, 6.2]))
        scale.before("compound", Phrase(number, "NUM", "CD"))
        kind = self.dice.random()
        if kind < 0.4:
            sign = self.dice.random() < 0.5
            head = Phrase(self.any("signs" if sign else "codes"), "SYM", "$").after("nummod", scale)
        else:
            head = Phrase(self.any("currencies"), "NOUN", "NNS").before("nummod", scale)
        if self.chance(0.15):
            scale.before(
                "advmod", Phrase(self.dice.choice(["about", "approximately", "nearly", "around"]), "ADV", "RB")
            )
        return head

    def verb(self, base: str, form: str) -> Phrase:
        """A verb in past (VBD), participle (VBN), -ing form (VBG) or base form (VB)."""
        past, participle, progressive = IRREGULAR.get(base, (None, None, None))
        stem = base[:-1] if base.endswith("e") else base
        double = base in ("plan", "commit")
        regular = (
            base + base[-1] + "ed"
            if double
            else base[:-1] + "ied"
            if base.endswith("y") and base[-2] not in "aeiou"
            else stem + "ed"
        )
        going = base + base[-1] + "ing" if double else base + "ing" if base.endswith("ee") else stem + "ing"
        word = {"VBD": past or regular, "VBN": participle or regular, "VBG": progressive or going}.get(form, base)
        return Phrase(word, "VERB", form)

    def revision(self, form: str) -> Phrase:
        """ "raised its investment target from X to Y" """
        verb = self.verb(self.dice.choice(["raise", "double", "expand", "increase", "boost"]), form)
        target = Phrase(self.dice.choice(["target", "goal", "pledge", "commitment", "budget"]), "NOUN", "NN")
        target.before("compound", Phrase(self.dice.choice(["investment", "trade", "aid"]), "NOUN", "NN"))
        target.before("nmod:poss" if (own := self.chance(0.5)) else "det", function("its" if own else "the"))
        start, end = self.money().before("case", function("from")), self.money().before("case", function("to"))
        return verb.after("obj", target).after("obl", start).after("obl", end)

    def pledge(self, form: str) -> Phrase:
        """ "pledged 5 billion dollars for …" """
        verb = self.verb(self.dice.choice(["pledge", "announce", "approve", "extend", "commit"]), form)
        amount = self.money()
        if self.chance(0.3):
            worth = self.thing(2)
            return verb.after("obj", worth.after("acl", Phrase("worth", "ADJ", "JJ").after("obj", amount)))
        if self.chance(0.4):
            extra = Phrase("equivalent", "ADJ", "JJ").before("punct", punct(","))
            amount.after(
                "amod", extra.after("obl", self.money().before("case", function("to"))).after("punct", punct(","))
            )
        verb.after("obj", amount)
        return verb.after("obl", self.prepositional(self.dice.choice(["for", "in"]), 1))

    def action(self, form: str, deep: int = 0) -> Phrase:
        """A verb phrase."""
        kind = self.dice.random()
        if kind < 0.1:
            return self.revision(form)
        if kind < 0.22:
            return self.pledge(form)
        if kind < 0.36 and deep < 2:
            verb = self.verb(self.any("controlled"), form)
            inner = self.action("VB", deep + 1).before("mark", Phrase("to", "PART", "TO"))
            return verb.after("xcomp", inner)
        if kind < 0.52 and deep < 2:
            verb = self.verb(self.any("directing"), form).after("obj", self.actor())
            return verb.after("xcomp", self.action("VB", deep + 1).before("mark", Phrase("to", "PART", "TO")))
        if kind < 0.62:
            verb = self.verb(self.any("meeting"), form)
            if self.chance(0.5):
                verb.after("obl", self.actor().before("case", function("with")))
            side = Phrase("sidelines", "NOUN", "NNS").before("det", function("the")).before("case", function("on"))
            if self.chance(0.4):
                verb.after("obl", side.after("nmod", self.occasion().before("case", function("of"))))
            return verb.after("obl", self.city())
        verb = self.verb(self.wide(), form).after("obj", self.thing(deep))
        if deep < 2 and self.chance(0.2):
            verb.after("obl", self.prepositional(self.dice.choice(["across", "through", "in", "at", "on"]), deep + 1))
        if deep < 2 and self.chance(0.2):
            verb.after(
                "conj",
                self.verb(self.any("transitive"), form).after("obj", self.thing(1)).before("cc", function("and")),
            )
        return verb

    def wide(self) -> str:
        """A transitive verb: one of diplomacy's, now and then any verb, so that rare ones are known by their place."""
        return self.dice.choice(VERBS) if self.chance(0.2) else self.any("transitive")

    def purpose(self, deep: int = 2) -> Phrase:
        """ "to expedite implementation …" """
        verb = self.verb(self.wide(), "VB").after("obj", self.thing(deep))
        return verb.before("mark", Phrase("to", "PART", "TO"))

    def clause(self, deep: int = 0) -> Phrase:
        """Subject and verb phrase, now and then with a time, a participle or a "while" clause after it."""
        verb = self.action("VBD", deep)
        if self.chance(0.12):
            verb.before("advmod", function(self.dice.choice(["also", "jointly"])))
        verb.before("nsubj", self.actor())
        if self.chance(0.35):
            verb.after(*self.when())
        elif self.chance(0.25):
            verb.after("advcl", self.purpose())
        if deep == 0 and self.chance(0.3):
            ending = self.action("VBG", 1)
            if self.chance(0.3):
                ending.before("mark", function("while"))
            verb.after("advcl", ending.before("punct", punct(",")))
        return verb

    def passive(self) -> Phrase:
        """ "The agreement was signed by A and B in C" """
        verb = self.verb(self.dice.choice(["sign", "conclude", "adopt", "launch", "announce", "approve"]), "VBN")
        verb.before("aux:pass", function("was")).before(
            "nsubj:pass", self.proper(self.any("pacts").replace(" of ", " "), "").before("det", function("the"))
        )
        if self.chance(0.6):
            verb.after("obl:agent", self.actor().before("case", function("by")))
        if self.chance(0.5):
            verb.after("obl", self.city())
        return verb.after(*self.when())

    def future(self) -> Phrase:
        """ "X will visit Y in Z" """
        verb = self.verb(self.dice.choice(["host", "visit", "attend", "join", "chair"]), "VB")
        verb.before("aux", function(self.dice.choice(["will", "would"]))).before("nsubj", self.actor())
        verb.after("obj", self.state() if verb.word in ("visit", "join") else self.occasion())
        return verb.after(*self.when())

    def opened(self) -> Phrase:
        """ "Building on …, X did Y" """
        base, preposition = self.dice.choice(
            [("build", "on"), ("build", "upon"), ("speak", "at"), ("recall", ""), ("recognise", ""), ("draw", "on"),
             ("welcome", ""), ("note", ""), ("arrive", "in")]
        )  # fmt: skip
        inner = self.occasion() if base == "speak" else self.city() if base == "arrive" else self.thing()
        if base == "arrive":
            inner.left = inner.left[1:]
        elif base != "speak" and self.chance(0.4):
            inner.after("nmod", self.occasion().before("case", function("of")))
        opening = self.verb(base, "VBG")
        opening.after(
            "obl" if preposition else "obj", inner.before("case", function(preposition)) if preposition else inner
        )
        return self.clause(1).before("advcl", opening.after("punct", punct(",")))

    def reported(self) -> Phrase:
        """ "X said that …" """
        verb = self.verb(self.any("saying"), "VBD").before("nsubj", self.actor())
        inner = self.future() if self.chance(0.4) else self.clause(1)
        return verb.after("ccomp", inner.before("mark", function("that")))

    def fronted(self) -> Phrase:
        """ "On Sunday, …", "At the summit, …" """
        relation, phrase = self.when()
        if self.chance(0.5):
            relation, phrase = (
                "obl",
                self.occasion().before("case", function(self.dice.choice(["at", "during", "after"]))),
            )
        return self.clause(1).before(relation, phrase.after("punct", punct(",")))

    def sentence(self) -> Tree:
        """Some sentence."""
        kinds: list[Callable[[], Phrase]] = [
            self.clause,
            self.clause,
            self.passive,
            self.future,
            self.opened,
            self.opened,
        ]
        return flatten(self.dice.choice([*kinds, self.reported, self.fronted])())


ADJECTIVES = frozenset(
    ("United", "Annual", "Joint", "Strategic", "Global", "Foreign", "Comprehensive", "Special", "Free", "Economic",
     "European", "African", "Asian", "Arab", "Central", "White", "New", "South", "North", "Saudi", "Ministerial")
)  # fmt: skip
"""Words in names that are adjectives."""


def made_up(seed: int, size: int) -> list[Tree]:
    """That many sentences; the same seed gives the same ones."""
    grammar = Grammar(random.Random(seed))
    return [tree for tree in (grammar.sentence() for _ in range(size)) if len(tree.words) <= 110]


def conllu(tree: Tree) -> str:
    """The tree as a block of CoNLL-U."""
    rows = zip(tree.words, tree.upos, tree.xpos, tree.heads, tree.deprels, tree.names or (), strict=True)
    lines = [f"{i}\t{w}\t_\t{u}\t{x}\t_\t{h}\t{d}\t_\tNER={n}" for i, (w, u, x, h, d, n) in enumerate(rows, 1)]
    return f"# sent_id = made_up-{abs(hash(tree.words))}\n# text = {tree.text}\n" + "\n".join(lines) + "\n\n"


if __name__ == "__main__":
    sys.stdout.write("".join(map(conllu, made_up(int(sys.argv[1]), int(sys.argv[2])))))

"""Whether a clause asserts an undertaking in earnest: no thanks, no wish, of no stranger; and how strongly."""

from __future__ import annotations

from collections.abc import Iterator

from chancery.coding.clauses import Clause, actors, codes_of, conjoined, predicates
from chancery.coding.commissives import strength_in
from chancery.coding.deeds import Assessor
from chancery.coding.genre import official
from chancery.coding.reading import subtree
from chancery.coding.worth import MAX_DEPTH
from chancery.models import Strength

UNNAMED = frozenset({"they", "both", "it"})


class Witness(Assessor):
    """Judges what a document asserts, clause by clause."""

    # --- who asserts it

    def subject(self, k: int) -> tuple[str, ...]:
        """Return the states and organisations that do what a clause says; companies and the like are none of them."""
        if self.private(k):
            return ()
        found = super().subject(k) or (() if self.every[k].passive else self.united(self.every[k]))
        return self.both(self.every[k]) or found if len(found) == 1 else found

    def both(self, clause: Clause) -> tuple[str, ...]:
        """Return the states named before a verb in the plural of which the tree has one ("A (the A) and B have …")."""
        sentence = self.reading.sentences[clause.sentence]
        tokens, tree = sentence.tokens, self.reading.trees[clause.sentence]
        finite = next((tokens[j] for j in tree[clause.head] if tokens[j].deprel in ("aux", "cop")), tokens[clause.head])
        own = [i for i in clause.subjects if i < clause.head and tokens[i].deprel.startswith(("nsubj", "conj"))]
        if finite.xpos != "VBP" or not own or not self.reading.once(official):
            return ()
        start = min(tokens[j].start for i in own for j in subtree(tree, i))
        named = [m for m in self.reading.mentions_in(start, finite.start) if m.kind == "state" and len(m.codes) == 1]
        between = self.reading.document.text[named[0].end : named[-1].start] if named else ""
        return tuple(dict.fromkeys(m.codes[0] for m in named)) if " and " in f" {' '.join(between.split())} " else ()

    def private(self, k: int) -> bool:
        """Tell whether all that a clause has for its subject are companies, groups of people and the like."""
        clause = self.every[k]
        actors_named = [i for i in clause.subjects if codes_of(self.reading, clause.sentence, [i])]
        sectors = [self.sector(clause.sentence, i) for i in actors_named]
        return bool(sectors) and all(sector in self.nouns.nonstate for sector in sectors)

    def sector(self, sentence: int, i: int) -> str | None:
        """Return the sector of the actor that a token stands for; a pronoun has that of the name before it."""
        token = self.tokens(sentence)[i]
        found = next((m for m in self.reading.mentions_over(token.start, token.end) if m.codes), None)
        if found is None or found.kind != "pronoun":
            return found.sector if found else None
        named = [
            m
            for m in self.reading.mentions_in(self.reading.sentences[max(0, sentence - 1)].start, token.start)
            if m.kind != "pronoun" and m.codes == found.codes
        ]
        return named[-1].sector if named else None

    def united(self, clause: Clause) -> tuple[str, ...]:
        """Return whose partnership a subject is ("the U.S.-EU partnership"), or whose the last one so called was."""
        for i in clause.subjects:
            lemma = self.tokens(clause.sentence)[i].lemma.lower()
            if lemma not in self.nouns.unions:
                continue
            if members := self.members(clause.sentence, i):
                return members
            for sentence in reversed(range(clause.sentence)):
                for token in self.tokens(sentence):
                    if token.lemma.lower() == lemma and len(members := self.members(sentence, token.i)) > 1:
                        return members
        return ()

    def members(self, sentence: int, i: int) -> tuple[str, ...]:
        """Return the actors that a noun is said to be of ("between A and B", "made up of A and B")."""
        tokens, tree = self.tokens(sentence), self.reading.trees[sentence]
        found: list[int] = []
        for j in tree[i]:
            if tokens[j].deprel in ("compound", "amod", "nmod:poss") or (
                tokens[j].deprel == "nmod" and any(tokens[n].text.lower() in self.nouns.belonging for n in tree[j])
            ):
                found.extend(conjoined(self.reading, sentence, j))
            elif tokens[j].deprel == "acl" and tokens[j].xpos == "VBN":
                found.extend(subtree(tree, j))
        return codes_of(self.reading, sentence, found)

    # --- whether it is asserted

    def asserted(self, k: int) -> bool:
        """Tell whether a clause says that something is so: not a mere purpose or right ("the right to decide")."""
        clause = self.every[k]
        if clause.form == "finite" and clause.relation.endswith("relcl"):
            strength = strength_in(self.verbs.takes, clause.lemma)
            described = strength == "sign" and any(i < clause.head for i in clause.objects)
            return strength != "aim" and not described
        if clause.form == "participle" and clause.relation.startswith("acl"):
            firm = strength_in(self.verbs.takes, clause.lemma) not in ("aim", "agree")
            return bool(self.subject(k)) and firm
        if clause.lemma in self.verbs.wishing and clause.tense == "past" and clause.speaker is None:
            return False
        if clause.relation.startswith("advcl") and clause.passive and not self.subject(k):
            return False
        if clause.tense == "conditional" and clause.modal is None:
            return False
        if clause.form != "infinitive" or clause.governor is None:
            return True
        if clause.relation.split(":")[0] not in ("acl", "advcl"):
            return True
        above = self.every[clause.governor]
        return above.form == "nominal" and strength_in(self.nouns.carriers, above.lemma) is not None

    def shielded(self, k: int) -> bool:
        """Tell whether a clause stands below thanks, praise or mere discussion ("thanked them for providing …")."""
        governor, n = self.every[k].governor, 0
        while governor is not None and n < MAX_DEPTH:
            above = self.every[governor]
            if above.lemma in self.verbs.shields and not self.coordinate(k, governor):
                return True
            governor, n = above.governor, n + 1
        return False

    def coordinate(self, k: int, governor: int) -> bool:
        """Tell whether what leads from a clause up to another is coordinated with that one, not below it."""
        while (above := self.every[k].governor) is not None and above != governor:
            k = above
        return self.every[k].relation in ("conj", "parataxis")

    def depth(self, k: int) -> int:
        """Return how many clauses stand above one."""
        n, governor = 0, self.every[k].governor
        while governor is not None and n < len(self.every):
            n, governor = n + 1, self.every[governor].governor
        return n

    def told(self, k: int) -> bool:
        """Tell whether a future clause is said in its own right: not what is hoped for or made sure of, no aside."""
        clause = self.every[k]
        if clause.relation.endswith("relcl"):
            return any(self.figured(clause.sentence, i) for i in clause.objects if i > clause.head)
        if clause.governor is None or clause.relation.split(":")[0] not in ("ccomp", "acl", "advcl"):
            return True
        if self.contrasted(k):
            return True
        above = self.every[clause.governor]
        return above.lemma in self.verbs.transparent | predicates().speech and above.lemma not in self.verbs.hoped

    def marked(self, k: int) -> bool:
        """Tell whether a clause says how, when or why another happened ("by granting …", "as it launched …")."""
        clause = self.every[k]
        tokens = self.tokens(clause.sentence)
        marks = [j for j in self.reading.trees[clause.sentence][clause.head] if tokens[j].deprel in ("mark", "case")]
        return clause.form == "finite" or bool(marks)

    def contrasted(self, k: int) -> bool:
        """Tell whether a clause stands beside another, with a subject of its own ("…, while Kuwait lent 4 billion")."""
        clause = self.every[k]
        tokens, tree = self.tokens(clause.sentence), self.reading.trees[clause.sentence]
        marks = {tokens[j].text.lower() for j in tree[clause.head] if tokens[j].deprel == "mark"}
        return clause.form == "finite" and bool(marks & self.verbs.contrasting) and bool(self.subject(k))

    def warlike(self, k: int) -> bool:
        """Tell whether a clause is an act of force ("launched missiles")."""
        clause = self.every[self.acting(k)]
        things = {self.tokens(clause.sentence)[i].lemma.lower() for i in clause.objects}
        return clause.lemma in self.verbs.warring and bool(things & self.nouns.kinetic)

    def ahead(self, k: int) -> bool:
        """Tell whether a clause is a future without a modal ("Norway is to pay for it")."""
        clause = self.every[k]
        tokens, tree = self.tokens(clause.sentence), self.reading.trees[clause.sentence]
        copula = any(
            tokens[j].deprel in ("cop", "aux") and tokens[j].lemma == "be" and tokens[j].xpos in ("VBZ", "VBP")
            for j in tree[clause.head]
        )
        done = strength_in(self.verbs.done, clause.lemma) is not None or self.definite(k)
        return clause.form == "infinitive" and copula and bool(clause.subjects) and clause.modal is None and done

    # --- what is done for a partner

    def partnered(self, sentence: int, i: int) -> Iterator[int]:
        """Yield the clauses by which a commitment is one to act for, with or against a named actor.

        "The commitment to ensure that Ukraine has what it needs and to impose costs on the Kremlin" has two.
        """
        tokens, tree = self.tokens(sentence), self.reading.trees[sentence]
        if tokens[i].lemma.lower() not in self.nouns.carriers["pledge"]:
            return
        for j in subtree(tree, i):
            k = self.at.get((sentence, j))
            opening = any(tokens[n].deprel in ("mark", "case") and tokens[n].text.lower() == "to" for n in tree[j])
            if k is not None and opening and tokens[j].deprel in ("acl", "conj") and self.partisan(k):
                yield k

    def bearer(self, sentence: int, i: int) -> tuple[str, ...]:
        """Return whose a commitment is that a clause spells out ("the commitment by A and B to develop …")."""
        tokens = self.tokens(sentence)
        n, carriers = i, self.nouns.carriers["pledge"]
        while tokens[n].head >= 0 and tokens[n].lemma.lower() not in carriers:
            n = tokens[n].head
        return self.members(sentence, n) if n != i and tokens[n].lemma.lower() in carriers else ()

    def partisan(self, k: int) -> bool:
        """Tell whether a clause does something to, for or with a named actor, and not only for a value."""
        k = self.purposed(self.acting(k))
        clause = self.every[k]
        tokens, tree = self.tokens(clause.sentence), self.reading.trees[clause.sentence]
        if clause.lemma in self.verbs.empty:
            return False
        inner = [self.every[j] for j in self.below.get(k, ()) if self.every[j].relation == "ccomp"]
        things = [*clause.objects, *(i for c in inner for i in c.objects)]
        partners = codes_of(self.reading, clause.sentence, subtree(tree, clause.head))
        hollow = [i for i in things if tokens[i].lemma.lower() in self.nouns.values]
        return bool(partners) and bool(things) and not hollow

    def purposed(self, k: int) -> int:
        """Return the clause that says what working together is for ("work with allies to hold … accountable")."""
        aims = [
            j for j in self.below.get(k, ()) if self.every[j].relation == "advcl" and self.every[j].form == "infinitive"
        ]
        return aims[0] if self.every[k].lemma in self.verbs.aspectual | self.verbs.joining and aims else k

    def strange(self, k: int) -> bool:
        """Tell whether a clause has a subject that is no actor ("criminal groups", "this funding")."""
        clause = self.every[k]
        tokens = self.tokens(clause.sentence)
        if not clause.subjects or clause.form == "nominal" or self.subject(k):
            return False
        speaking = self.nouns.joint | UNNAMED
        if clause.lemma in self.verbs.provides:
            speaking |= self.nouns.documents
        return not any(tokens[i].lemma.lower() in speaking for i in clause.subjects)

    def taking(self, clause: Clause) -> Strength | None:
        """Return the strength of a clause that takes an undertaking as its complement."""
        if clause.form == "predicative":
            return strength_in(self.verbs.adjectives, clause.lemma)
        if clause.passive and (found := strength_in(self.verbs.adjectives, self.text(clause).lower())):
            return found
        if clause.passive and clause.lemma in self.verbs.directives:
            return None
        strength = strength_in(self.verbs.takes, clause.lemma) or strength_in(self.verbs.takes_nouns, clause.lemma)
        if clause.lemma in self.verbs.joint_requests:
            return "agree" if len(actors(self.reading, self.every, clause, "subject")) > 1 else None
        if clause.lemma in self.verbs.prepared and clause.tense == "past":
            return "agree"
        if clause.tense == "conditional" and (clause.modal != "would" or self.denied_at(clause)):
            return None
        if strength and strength != "aim" and clause.tense in ("planned", "conditional") and clause.lemma != "commit":
            return "aim" if clause.tense == "conditional" or strength == "sign" else strength
        return strength

    def future(self, k: int) -> Strength:
        """Return the strength of a plain future: a pledge, but what is reported of several parties was agreed."""
        return "agree" if len(self.subject(k)) > 1 and not self.reading.once(official) else "pledge"

    def denied(self, k: int) -> bool:
        """Tell whether a clause has a negation of its own."""
        return self.denied_at(self.every[k])

    def denied_at(self, clause: Clause) -> bool:
        tokens, tree = self.tokens(clause.sentence), self.reading.trees[clause.sentence]
        return any(
            tokens[j].text.lower() in predicates().negators and tokens[j].deprel == "advmod" for j in tree[clause.head]
        )

"""Who does what in a sentence: each verb with the noun phrase that is its subject.

A shallow parse from left to right. Noun phrases that nobody governs wait on a stack until a finite verb takes them,
so relative clauses, appositions and lists in between do not get in the way; a verb that finds nobody waiting has the
subject of the verb before ("said … and added"). "…, said Moe" is read as an inversion.
"""

from collections.abc import Sequence
from typing import Final

from harness.reading.cues import is_attitude, is_saying, is_speaker_noun, verb_form
from harness.reading.parsed import Clause, NounPhrase, Parse, VerbKind, has_apposition, has_relative
from harness.reading.part_words import Part
from harness.reading.parts import Word


def read_clauses(words: Sequence[Word]) -> Parse:
    """The clauses of one sentence. Never fails: what is not understood has no subject."""
    reader = _Reader(Parse(words))
    position = 0
    while position < len(words):
        position = reader.step(position)
    return reader.parse


_NOMINAL: Final[frozenset[Part]] = frozenset(("determiner", "name", "word", "number", "possessive"))
_VERBAL: Final[frozenset[Part]] = frozenset(("auxiliary", "verb"))
_SKIPPED_IN_VERB: Final[frozenset[Part]] = frozenset(("adverb", "negation"))
_BEING: Final = frozenset(("am", "is", "are", "was", "were", "be", "been", "being", "'re", "'m", "'s", "got", "gets"))


class _Reader:
    """The state of a walk through one sentence: who waits for a verb, who acted last, what stood before."""

    def __init__(self, parse: Parse) -> None:
        self.parse = parse
        self.words = parse.words
        self.waiting: list[NounPhrase] = []
        self.actor: NounPhrase | None = None
        self.object: NounPhrase | None = None
        self.before: str = "start"
        self.latest: NounPhrase | None = None
        self.unclaimed: list[Clause] = []

    def step(self, position: int) -> int:
        """Read the unit that starts at `position`; the position of the next."""
        word = self.words[position]
        part = word.part
        if part in ("pronoun", "relative", "opaque") or part in _NOMINAL:
            return self._noun_phrase(position)
        if part in _VERBAL or (part == "gerund" and not self._is_noun_gerund(position)):
            return self._verb_group(position)
        if part == "gerund":
            return self._noun_phrase(position)
        if part == "participle":
            return self._participle(position)
        if part == "to" and self._is_infinitive(position):
            return self._verb_group(position)
        if part == "time" or part in _SKIPPED_IN_VERB or part == "quote":
            is_spent = part == "time" and self.before == "governor"
            self.before = "time" if is_spent else self.before
            return position + 1
        if part == "break":
            self.waiting.clear()
            self.latest = self.object = None
        self.before = "governor" if part in ("preposition", "to") else part
        return position + 1

    def _is_noun_gerund(self, position: int) -> bool:
        """ "the warning", "Monday's ruling", "exit polling shows": a gerund inside a noun phrase."""
        before = self.words[position - 1].part if position else None
        if before == "word" and self._part_after(position) in _VERBAL:
            return True
        return before in ("determiner", "possessive", "number")

    def _is_infinitive(self, position: int) -> bool:
        for word in self.words[position + 1 : position + 4]:
            if word.part in _SKIPPED_IN_VERB:
                continue
            return word.part in ("verb", "auxiliary") or verb_form(word.folded) == "base"
        return False

    def _noun_phrase(self, position: int) -> int:
        end = self._phrase_end(position)
        word = self.words[position]
        phrase = NounPhrase(position, end - 1, end - 1, "free", word.part == "opaque")
        self._place(phrase, word.part)
        self.parse.phrases.append(phrase)
        self.before = "phrase"
        self.latest = phrase
        return end

    def _phrase_end(self, position: int) -> int:
        end = position + 1
        if self.words[position].part in ("relative", "opaque", "pronoun"):
            return end
        while end < len(self.words):
            part = self.words[end].part
            is_inside = part in _NOMINAL or (part == "gerund" and self._is_noun_gerund(end))
            starts_anew = part == "determiner" and self.words[end - 1].part not in ("possessive", "determiner")
            if part == "number" and self.words[end - 1].is_known:
                break
            is_list = part == "conjunction" and self._joins_modifiers(end)
            if part == "adverb" and end + 1 < len(self.words) and self._is_modified(end):
                is_inside = True
            if part == "time" and self.words[end - 1].part == "determiner":
                is_inside = self._part_after(end) in ("word", "name", "gerund")
            if part == "gerund" and self.words[end - 1].part == "time" and self.words[end - 2].part == "determiner":
                is_inside = True
            if (not is_inside or starts_anew) and not is_list:
                break
            end += 1
        return end

    def _joins_modifiers(self, position: int) -> bool:
        """ "current and former officials", "Johnson and Johnson", but not "the mayor and the police"."""
        if position + 1 >= len(self.words):
            return False
        left, right = self.words[position - 1].part, self.words[position + 1].part
        return left == right and left in ("word", "name", "number")

    def _is_modified(self, position: int) -> bool:
        """An adverb inside a noun phrase: "a very large crowd"."""
        return self.words[position - 1].part == "determiner" and self.words[position + 1].part in ("word", "name")

    def _place(self, phrase: NounPhrase, part: Part) -> None:
        """Decide whether a noun phrase waits for a verb, belongs to a phrase before, or is governed."""
        top = self.waiting[-1] if self.waiting else None
        if part == "relative" and self.words[phrase.first].folded not in ("what", "whatever", "whoever"):
            phrase.role = "relative"
            phrase.antecedent = self.latest
            self.waiting.append(phrase)
        elif self.before == "governor":
            phrase.role = "governed"
            if self._starts_aside(phrase.first - 1):
                return
            if top is not None and self._reaches(top) and not top.is_opaque:
                top.extent = phrase.last
            if self.latest is not None and not self.latest.is_opaque:
                self.latest.extent = max(self.latest.extent, phrase.last)
        elif self.before in ("comma", "conjunction") and self._belongs(phrase, top):
            if top is not None:
                top.extent = phrase.last
        elif (self.before in ("verb", "possessor") and not phrase.is_opaque) or (
            self.before == "conjunction" and self.object is not None and self.latest is self.object
        ):
            phrase.role = "object"
            self.object = phrase
        else:
            self.waiting.append(phrase)

    def _starts_aside(self, preposition: int) -> bool:
        """Whether a preposition opens something of its own instead of going on with the phrase before."""
        if self.words[preposition].folded in ("citing", "quoting", "as", "than"):
            return True
        between = self.words[self.latest.extent + 1 : preposition] if self.latest is not None else []
        is_dated = [word.part for word in between[:2]] == ["comma", "time"]
        return is_dated or (preposition > 0 and self.words[preposition - 1].part == "comma")

    def _reaches(self, top: NounPhrase) -> bool:
        """Whether nothing but its own prepositional phrases stands between a waiting phrase and here."""
        return self.latest is top or (self.latest is not None and top.extent == self.latest.last)

    def _belongs(self, phrase: NounPhrase, top: NounPhrase | None) -> bool:
        """Whether a phrase after a comma or an "and" is an apposition to, or a list item of, the one before."""
        first = self.words[phrase.first]
        if self.latest is None or self.latest.is_opaque or phrase.is_opaque or first.part == "pronoun":
            return False
        if top is not None and self._reaches(top):
            adverb = self._part_after(phrase.last) == "adverb"
            is_verb_next = self._part_after(phrase.last + adverb) in _VERBAL
            return not is_verb_next or (self.before == "conjunction" and not self._opens_clause(phrase, top))
        if self.before == "conjunction" or first.part != "determiner" or self.latest.role == "relative":
            return False
        following = self._part_after(phrase.last)
        return following == "comma" and not self.waiting and self.latest.role in ("object", "governed")

    def _opens_clause(self, phrase: NounPhrase, top: NounPhrase) -> bool:
        """ "…, and his deputy urged": a comma before "and", and no list of three, is where another clause begins."""
        commas = [place for place in range(top.first, phrase.first) if self.words[place].part == "comma"]
        return bool(self.parse.clauses) and commas == [phrase.first - 2]

    def _part_after(self, position: int) -> str:
        return self.words[position + 1].part if position + 1 < len(self.words) else "end"

    def _verb_group(self, position: int) -> int:
        clause, end = self._read_group(position)
        if clause.kind == "finite":
            end = self._claim(clause, end)
        else:
            self._borrow(clause)
        self.parse.clauses.append(clause)
        self.before = "verb"
        self.object = None
        if not clause.is_inverted:
            self.latest = None
        return end

    def _read_group(self, position: int) -> tuple[Clause, int]:
        """The verb group from `position`: auxiliaries, adverbs, the verb and infinitives that hang on it."""
        words = self.words
        kinds: dict[str, VerbKind] = {"to": "infinitive", "gerund": "gerund"}
        kind = kinds.get(words[position].part, "finite")
        main, end = position, position + 1
        is_passive = is_led = False  # led by a passive: "was found to have taken"
        while end < len(words):
            word = words[end]
            is_linked = words[main].part in ("auxiliary", "to") or words[end - 1].part == "to"
            if word.part in _VERBAL or (word.part == "gerund" and is_linked):
                if word.part != "gerund" and words[main].part == "verb" and words[end - 1].part != "to":
                    break
                is_led = is_led or (is_passive and words[end - 1].part == "to")
                is_being = words[main].folded in _BEING and (verb_form(word.folded) or "past") in ("past", "base")
                is_passive = is_being or (is_led and not is_saying(word.folded))
                main = end
            elif word.part == "participle" and words[main].part == "auxiliary":
                is_passive = words[main].folded in _BEING or (is_led and not is_saying(word.folded))
                main = end
            elif not (word.part in _SKIPPED_IN_VERB or (word.part == "to" and self._is_infinitive(end))):
                break
            end += 1
        while words[end - 1].part in _SKIPPED_IN_VERB and end - 1 > main:
            end -= 1
        return Clause(position, end - 1, main, kind, is_passive=is_passive), end

    def _claim(self, clause: Clause, end: int) -> int:
        """Give a finite verb its subject: an inversion, whoever waits, the object just before, or the last actor."""
        inverted = self._inverted_subject(clause, end)
        if inverted is not None:
            clause.subject, end = inverted
            clause.is_inverted = True
        elif self._is_coordinated(clause):
            clause.subject = self._coordinated_subject(clause)
        elif self._is_softly_governed(clause.first):
            clause.subject = self.latest
        elif self.waiting:
            clause.subject = self.waiting.pop()
        elif self.object is not None and self.before == "phrase" and self.latest is self.object:
            clause.subject = self.object
            if self._describes(clause, end):
                clause.kind = "participle"
                return end
        else:
            clause.subject = self.actor
        if clause.subject is not None:
            self.actor = clause.subject
            for earlier in self.unclaimed:
                earlier.subject = clause.subject
            self.unclaimed.clear()
        return end

    def _is_softly_governed(self, position: int) -> bool:
        """ "as Moe noted", "after Moe left": the preposition was a conjunction, since a verb comes right away."""
        if self.latest is None or self.before != "phrase" or self.latest.role != "governed" or not self.latest.first:
            return False
        is_next = all(word.part in _SKIPPED_IN_VERB for word in self.words[self.latest.last + 1 : position])
        preposition = self.latest.first - 1
        is_aside = preposition == 0 or self.words[preposition - 1].part in ("comma", "quote", "opaque", "number")
        is_soft = self.words[preposition].folded in _SOFT_PREPOSITIONS
        speaks = self.words[self.latest.last].part == "name" or is_speaker_noun(self.words[self.latest.last].folded)
        is_told = speaks and is_saying(self.words[position].folded)
        is_as = self.words[preposition].folded == "as"
        return is_next and is_soft and (not self.waiting or (is_aside and is_as) or (is_told and not is_as))

    def _describes(self, clause: Clause, end: int) -> bool:
        """ "the accord adopted after …": a past form behind an object of a verb that takes no clause."""
        governor = self.words[self.parse.clauses[-1].main].folded if self.parse.clauses else ""
        is_past = verb_form(self.words[clause.main].folded) in ("past", None) and clause.first == clause.main
        takes_clause = is_saying(governor) or is_attitude(governor)
        return is_past and not takes_clause and self._part_after(end - 1) in ("preposition", "comma", "to", "end")

    def _is_coordinated(self, clause: Clause) -> bool:
        """ "… and added": a verb right after a conjunction shares the subject of a verb before."""
        return self.before == "conjunction" and self.actor is not None and bool(self.parse.clauses)

    def _coordinated_subject(self, clause: Clause) -> NounPhrase | None:
        """A verb of saying goes back to who spoke, over what was said: "Moe said he was ready, and suggested …"."""
        if is_saying(self.words[clause.main].folded):
            for earlier in self.parse.clauses:
                if earlier.kind == "finite" and earlier.subject is not None and not earlier.is_passive:
                    is_relative = earlier.subject.role == "relative"
                    if is_saying(self.words[earlier.main].folded) and not is_relative:
                        return earlier.subject
        return self.actor

    def _inverted_subject(self, clause: Clause, end: int) -> tuple[NounPhrase, int] | None:
        """The noun phrase behind a verb of saying that stands first or right after what was said."""
        words = self.words
        if end >= len(words) or clause.first != clause.main or not is_saying(words[clause.main].folded):
            return None
        first = words[end]
        is_object = first.part == "pronoun" and first.folded in _OBJECT_PRONOUNS
        if is_object or first.part not in ("name", "determiner", "pronoun", "word", "number"):
            return None
        if not (self._closes_a_statement(clause) or self._is_said_by_somebody(clause, end)):
            return None
        stop = self._phrase_end(end)
        if stop < len(words) and words[stop].part in _VERBAL:
            return None
        phrase = NounPhrase(end, stop - 1, stop - 1, "free")
        phrase.extent = self._extent(stop)
        self.parse.phrases.append(phrase)
        self.latest = phrase
        if self.waiting:
            self.waiting.pop()
        return phrase, stop

    def _closes_a_statement(self, clause: Clause) -> bool:
        """Whether a verb of saying stands first in its sentence, or right behind words taken as one."""
        if self.waiting and not self.waiting[-1].is_opaque:
            return False
        if self.before == "phrase":
            return self.latest is not None and self.latest.is_opaque
        if self.before == "comma" and self.actor is not None:
            return self._follows_opaque(clause.first)
        return self.before in ("start", "comma", "break", "dash")

    def _is_said_by_somebody(self, clause: Clause, end: int) -> bool:
        """ "212 were aboard, said the captain": an everyday verb behind a comma, and a speaker behind the verb."""
        top = self.waiting[-1] if self.waiting else None
        goes_on = has_apposition(self.words, top) or has_relative(self.words, top)
        if self.before != "comma" or goes_on or self.words[clause.main].folded not in _INVERTED:
            return False
        stop = self._phrase_end(end)
        last = self.words[stop - 1]
        is_somebody = last.part == "name" or is_speaker_noun(last.folded)
        return is_somebody and self._part_after(stop - 1) in (
            "end",
            "comma",
            "break",
            "preposition",
            "time",
            "relative",
        )

    def _follows_opaque(self, position: int) -> bool:
        for word in reversed(self.words[:position]):
            if word.part not in ("comma", "quote", "dash", "adverb"):
                return word.part == "opaque"
        return False

    def _extent(self, stop: int) -> int:
        """The last word of the of-phrases and appositions behind a noun phrase that ends before `stop`."""
        words = self.words
        end = stop
        while end < len(words) and words[end].part in (*_NOMINAL, "preposition", "comma", "conjunction"):
            if words[end].part == "preposition" and words[end].folded not in ("of", "for", "at", "with", "from", "in"):
                break
            end += 1
        while end > stop and words[end - 1].part in ("comma", "conjunction", "preposition", "determiner"):
            end -= 1
        return end - 1

    def _borrow(self, clause: Clause) -> None:
        """Give a gerund or an infinitive the subject of the verb it hangs on, or of the one that comes."""
        if clause.kind == "gerund" and self.waiting and self.before == "phrase":
            clause.subject = self.waiting[-1]
        elif clause.kind == "gerund" and self.before == "phrase" and self._is_person(clause.first):
            clause.subject = self.latest
        elif self._is_done_by_object(clause):
            clause.subject = self.object
        elif self.actor is not None:
            clause.subject = self._coordinated_subject(clause) if self.before != "verb" else self.actor
        elif self.waiting and not self.waiting[-1].is_opaque:
            clause.subject = self.waiting[-1]
        else:
            self.unclaimed.append(clause)

    def _is_done_by_object(self, clause: Clause) -> bool:
        """ "quoted Moe as saying", "prompted Moe to say": the object of the verb before does it."""
        if self.object is None or not clause.first:
            return False
        if clause.kind == "gerund":
            return self.words[clause.first - 1].folded == "as"
        last = self.words[self.object.last]
        return last.part in ("name", "pronoun") or is_speaker_noun(last.folded)

    def _is_person(self, position: int) -> bool:
        """Whether the phrase right before is one that can act: "with nearly 140 members blasting …"."""
        if self.latest is None or self.latest.last != position - 1 or self.latest.is_opaque:
            return False
        words = self.words[self.latest.first : self.latest.last + 1]
        governor = self.words[self.latest.first - 1].folded if self.latest.first else ""
        return governor == "with" or (words[-1].part != "name" and is_speaker_noun(words[-1].folded))

    def _participle(self, position: int) -> int:
        """ "obtained by the Halden Times": a noun's description; whoever follows "by" is its agent."""
        clause = Clause(position, position, position, "participle", is_passive=True)
        self.parse.clauses.append(clause)
        self.before = "participle"
        return position + 1


_INVERTING: Final = """
say says said add adds added write writes wrote reports reported claimed claims announced estimated estimates insisted
insists stated confirmed declared maintained explained warned reckoned argued noted acknowledged conceded
"""
_INVERTED: Final = frozenset(_INVERTING.split())
_SOFT_PREPOSITIONS: Final = frozenset(("as", "since", "before", "after", "until", "than", "once"))
_OBJECT_PRONOUNS: Final = frozenset(("them", "him", "us", "me", "himself", "herself", "itself", "themselves"))

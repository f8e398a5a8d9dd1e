"""Resolution: the source that printed words stand for.

Mentions are resolved in reading order against what the page has named so far: bodies that
the packs know, people and unnamed sources that it quoted before.  What nothing resolves
stands for itself.  An unnamed source is kept under the fullest words that the page has for
it, so names are settled when the page has been read to its end.
"""

from __future__ import annotations

from collections.abc import Sequence

from spacy.tokens import Doc, Token

from provenance.extract.antecedents import before_relative, owner_of, without_clauses
from provenance.extract.bodies import (
    Body,
    BodyFinder,
    Named,
    NamedIndex,
    Sources,
    sources_of,
)
from provenance.extract.entities import Entity, Memory, Pending, Phrase
from provenance.extract.measures import persons_of
from provenance.extract.mentions import PhraseReader, words_of
from provenance.extract.page import Page
from provenance.naming import normalise, source_id
from provenance.packs import Packs
from provenance.records import Mention, Source, SourceKind, Span

# Characters between the name of a body and who speaks for it.
BESIDE = 40


class Resolver:
    """Resolves the mentions of one page, in reading order."""

    def __init__(self, page: Page, packs: Packs, finder: BodyFinder) -> None:
        self.page = page
        self.known: Sources = sources_of(packs)
        self.finder = finder
        self.index = NamedIndex(finder.find(page.text))
        self.memory = Memory(self.index)
        self.phrases = PhraseReader(page, self.known, self.index)
        self.persons = persons_of(packs)
        self.genders = self.known.gender_of

    # Reading

    def read(self, doc: Doc, ordinal: int, tokens: Sequence[int], head: Token | None) -> Pending:
        """Resolve the noun phrase of ``tokens``; the last step is ``settle``."""
        phrase = self.phrases.phrase(doc, ordinal, tokens, head)
        parts = self.phrases.joint(phrase, ordinal)
        if parts:
            pending = [self._one(part, ordinal) for part in parts]
            first = pending[0]
            return Pending(
                phrase.spans, phrase.text, first.entity, "resolve.joint", first.alignment,
                tuple(pending),
            )  # fmt: skip
        return self._one(phrase, ordinal)

    def names(self, doc: Doc, ordinal: int) -> dict[int, int]:
        """Return for each token of a body's name the first token of that name."""
        sentence = self.page.sentences[ordinal]
        found: dict[int, int] = {}
        named = self.index.within((sentence.start, sentence.end))
        if not named:
            return found
        place = 0
        first = -1
        for token in doc:
            at = sentence.start + token.idx
            while place < len(named) and named[place].span[1] <= at:
                place, first = place + 1, -1
            if place < len(named) and named[place].span[0] <= at:
                first = token.i if first < 0 else first
                found[token.i] = first
        return found

    def media(self, doc: Doc, ordinal: int, tokens: Sequence[int], head: Token) -> Pending | None:
        """Resolve a hearer; None unless it is an outlet or one of its reporters."""
        phrase = self.phrases.phrase(doc, ordinal, tokens, head)
        named = [n for n in self.index.within(phrase.spans[0]) if n.body.kind is SourceKind.MEDIA]
        if not named:
            return None
        alignment = self.phrases.alignment(phrase)
        return Pending(
            phrase.spans, phrase.text, self.memory.body(named[0].body), "resolve.hearer", alignment
        )

    def _one(self, phrase: Phrase, ordinal: int) -> Pending:
        entity, rule = self._resolve(self.phrases.plain(phrase), ordinal)
        if entity.person and not entity.gender and rule != "resolve.pronoun":
            entity.gender = self._gender(phrase)
        self.memory.touch(entity)
        return Pending(phrase.spans, phrase.text, entity, rule, self.phrases.alignment(phrase))

    # Resolving

    def _resolve(self, phrase: Phrase, ordinal: int) -> tuple[Entity, str]:
        head = phrase.head
        lower = phrase.lower
        if len(phrase.tokens) == 1 and (head.pos_ == "PRON" or self._is_pronoun(lower[0])):
            return self._pronoun(phrase, ordinal)
        bodies = self.phrases.bodies(phrase)
        front = self.phrases.front(phrase, ordinal, bodies)
        by_head = self._spokesman(phrase, ordinal, bodies)
        if by_head is not None:
            return by_head, "resolve.spokesman"
        noun = self.phrases.noun(head)
        in_front = [n for n in bodies if n.span[0] < front[1]]
        if in_front:
            found = self._body_of(phrase, ordinal, in_front, front)
            if found is not None:
                return found
        named = self._person(phrase, ordinal, front)
        if named is not None:
            return named
        local = self._local(phrase, ordinal) if not bodies else None
        if local is not None:
            return local, "resolve.place"
        short = self._short_form(phrase, ordinal, noun, bodies)
        if short is not None:
            return short
        return self._unnamed(phrase, noun, in_front[0].body if in_front else None), "resolve.itself"

    def _local(self, phrase: Phrase, ordinal: int) -> Entity | None:
        """Return the body of "In Ruritania, the health ministry said …": the one of that place."""
        head, first = phrase.head, phrase.tokens[0]
        if first.lower_ != "the" or head.head.pos_ not in ("VERB", "AUX"):
            return None
        for prep in head.head.lefts:
            if prep.dep_ != "prep" or prep.lower_ != "in" or prep.i > first.i:
                continue
            place = next((c for c in prep.rights if c.dep_ == "pobj" and c.pos_ == "PROPN"), None)
            if place is None:
                continue
            spelled = f"{' '.join(phrase.lower[1:])} in {prep.doc[prep.i + 1 : place.i + 1].text}"
            named = self.finder.find(spelled)
            if named and named[0].span == (0, len(spelled)):
                return self.memory.body(named[0].body)
        return None

    def _is_pronoun(self, word: str) -> bool:
        pronouns = self.known.pronouns
        return word in pronouns.relative or word in pronouns.personal

    def _spokesman(self, phrase: Phrase, ordinal: int, bodies: Sequence[Named]) -> Entity | None:
        """Return the person who speaks for a body: its chief, reporter, spokeswoman."""
        offset = self.page.sentences[ordinal].start
        for place, token in enumerate(phrase.tokens):
            if token.lower_ not in self.known.heads:
                continue
            at = offset + token.idx
            before = [n for n in bodies if n.span[1] <= at and at - n.span[1] < BESIDE]
            behind = [n for n in bodies if n.span[0] > at]
            body: Entity | None = None
            if before and not any(
                t.lower_ in self.known.breaks
                for t in phrase.tokens
                if before[-1].span[1] <= offset + t.idx < at
            ):
                body = self.memory.body(before[-1].body)
            elif behind and place + 1 < len(phrase.tokens):
                words = [t.lower_ for t in phrase.tokens[place + 1 : place + 5]]
                gap = self.page.text[at + len(token.text) : behind[0].span[0]].split()
                if words and words[0] in self.known.behind_head and len(gap) <= 4:
                    body = self.memory.body(behind[0].body)
            if body is None:
                body = self._owner(phrase, token, ordinal)
            if body is not None:
                name = self.phrases.proper(phrase, ordinal, bodies)
                for known in self.memory.recent():
                    if name and known.person and normalise(known.name) == normalise(name):
                        known.acts_for = known.acts_for or body
                        return known
                person = Entity(
                    name or phrase.text, body.kind, bool(name), person=True,
                    words=words_of(phrase), noun=token.lemma_.lower(), acts_for=body,
                )  # fmt: skip
                self.memory.add(person)
                return person
        return None

    def _owner(self, phrase: Phrase, role: Token, ordinal: int) -> Entity | None:
        """Return the body of "its leader", "the group's spokesman"."""
        for child in (*role.children, *phrase.head.children):
            if child.dep_ != "poss":
                continue
            if child.lower_ in self.known.pronouns.possessive:
                return self.memory.last_body(self.phrases.offset(ordinal, role))
            inside = sorted(t.i for t in child.subtree if t.dep_ != "case")
            if inside and child.lower_ not in self.known.pronouns.personal:
                part = self.phrases.phrase(child.doc, ordinal, inside, child)
                if child.lemma_.lower() in self.known.any_body:
                    return self.memory.last_body(self.phrases.offset(ordinal, role))
                short = self._short_form(part, ordinal, child.lemma_.lower(), ())
                if short is not None and not short[0].person:
                    return short[0]
        return None

    def _body_of(
        self, phrase: Phrase, ordinal: int, bodies: Sequence[Named], front: Span
    ) -> tuple[Entity, str] | None:
        """Return the body when the phrase names it, None when somebody of it speaks."""
        offset = self.page.sentences[ordinal].start
        last = bodies[-1]
        rest = [
            t
            for t in phrase.tokens
            if last.span[1] <= offset + t.idx < front[1]
            and t.pos_ in ("NOUN", "PROPN", "ADJ", "VERB")
        ]
        apposed = next(
            (
                t.i
                for t in phrase.tokens
                if offset + t.idx >= last.span[1]
                and t.tag_ in ("DT", "VBN", "VBG")
                # "Lake Monitor monitoring group" goes on with its kind
                and t.lower_ not in self.known.role_words
            ),
            None,
        )
        if apposed is not None:
            # "the Lake Monitor a Dunmore-based group", "… based in Dunmore": more about it.
            rest = [t for t in rest if t.i < apposed]
        behind = [t.lower_ for t in rest if t.text[:1].isalnum()]
        head_at = offset + phrase.head.idx
        body = last.body
        if any(n.span[0] <= head_at < n.span[1] for n in bodies):
            body = next(n.body for n in bodies if n.span[0] <= head_at < n.span[1])
            if head_at > front[1]:
                return None
        generic = self.known.generic
        plain = [w for w in behind if w not in generic and not self.phrases.is_acronym(w, phrase)]
        if plain and body.kind is SourceKind.ARMED_GROUP and self._is_whole(phrase, plain, behind):
            plain = []
        if plain:
            words = [w for w in behind if w in self.known.unnamed or w in self.known.documents]
            if not words or words[-1] != behind[-1]:
                return None
        if body.kind is SourceKind.STATE and behind and self.phrases.is_other(behind[-1]):
            # "Syria monitor", "Ruritanian state TV": the state is where, not who.
            return None
        if behind and (behind[-1] in self.known.unnamed or behind[-1] in self.known.documents):
            if behind[-1] in self.known.source_nouns:
                return None
            if body.kind is SourceKind.STATE and behind[-1] in self.known.unnamed:
                return None
            return self.memory.body(body), "resolve.document"
        return self.memory.body(body), "resolve.alias"

    def _is_whole(self, phrase: Phrase, plain: Sequence[str], behind: Sequence[str]) -> bool:
        """Say whether words behind an armed group's name say what it is, not who of it speaks.

        "The M23 rebel group", "Velm Front rebels"; not "a Velm Front rebel", "two of its rebels".
        """
        roles = self.known.roles.get(SourceKind.ARMED_GROUP, frozenset())
        first = phrase.tokens[0]
        # "A rebel", "some rebels", "two rebels"; but "a rebel group".
        some = first.tag_ in ("DT", "CD", "JJ", "PDT") and first.lower_ != "the"
        if behind[-1] in plain and (some or behind[-1] not in self.known.members):
            return False
        return all(word in roles for word in plain)

    def _person(self, phrase: Phrase, ordinal: int, front: Span) -> tuple[Entity, str] | None:
        """Return the named person or body of a phrase whose head is a name."""
        head = phrase.head
        tokens = phrase.tokens
        named_as, roles = self.known.named_as, self.known.role_words
        named_at = next((i for i, t in enumerate(tokens) if t.lower_ in named_as), None)
        if named_at is not None and named_at + 1 < len(tokens):
            rest = Phrase(tokens[named_at + 1 :], tokens[-1], phrase.spans, phrase.text)
            name = self.phrases.proper(rest, ordinal, ())
        elif head.pos_ == "PROPN" and not (head.text.islower() and head.text in roles):
            offset = self.page.sentences[ordinal].start
            upto = tuple(t for t in tokens if offset + t.idx < front[1])
            name = self.phrases.proper(
                Phrase(upto or tokens, head, phrase.spans, phrase.text), ordinal, ()
            )
        else:
            name = self.phrases.apposed(phrase)
        if not name or name.lower() in self.known.role_words:
            return None
        folded = normalise(name)
        words = frozenset(folded.split())
        for known in self.memory.recent():
            if known.named and (known.words == words or (known.person and words <= known.words)):
                return known, "resolve.name"
        kind = self.phrases.kind(phrase, SourceKind.UNNAMED)
        low = {w.rstrip(".") for w in phrase.lower}
        if low & self.known.offices:
            kind = SourceKind.OFFICIAL
        # "Valley Network for Rights" is called "the network" for short.
        last = folded.split(" for ")[0].split(" on ")[0].split()[-1]
        # "human rights group Example Watch"
        # "the committee's director, Jane Roe"
        words_before = {
            t.lower_ for t in tokens if t.lower_ in self.known.any_body and t.dep_ != "poss"
        }
        organisation = last in self.known.generic or bool(words_before)
        entity = Entity(name, kind, True, person=not organisation, words=words, noun=last)
        self.memory.add(entity)
        return entity, "resolve.itself"

    def _short_form(
        self, phrase: Phrase, ordinal: int, noun: str, bodies: Sequence[Named]
    ) -> tuple[Entity, str] | None:
        """Return what "the source", "the monitor", "the claim" stands for."""
        lower = phrase.lower
        if not self.known.others.isdisjoint(lower):
            return None
        words = words_of(phrase)
        definite = lower[0] in self.known.definite
        before = phrase.spans[0][0]
        if (
            noun in self.known.documents
            and phrase.head.tag_ != "NNS"  # "the reports" are nobody's in particular
            and definite
            and self.memory.latest is not None
            and not bodies
            and self.known.whose.isdisjoint(lower)
        ):
            return self.memory.latest, "resolve.document"
        for known in self.memory.recent():
            if known.noun != noun or (known.named and known.person):
                continue
            same = known.words == words
            if same or (definite and (words <= known.words or known.words <= words)):
                if len(phrase.text) > len(known.name) and not known.named:
                    known.name, known.words = phrase.text, words | known.words
                return known, "resolve.short_form"
        place = phrase.tokens.index(phrase.head)
        pair = " ".join(lower[max(0, place - 1) : place + 1])
        if noun in self.known.any_body and definite and self.phrases.is_bare(phrase):
            owner = next((c for c in phrase.head.children if c.dep_ == "poss"), None)
            if owner is not None and owner.tag_ != "PRP$":
                # "the ministry's press office" is the ministry's, whoever was named last.
                found = self._owner(phrase, phrase.head, ordinal)
                return (found, "resolve.owner") if found is not None else None
            body = self.memory.last_body(before)
            if body is not None:
                return body, "resolve.short_form"
        for kind, forms in self.known.short_forms.items():
            if noun in forms or pair in forms:
                if phrase.head.tag_ == "NNS" and noun != lower[-1]:
                    continue
                if set(lower) & self.known.alignments:
                    # "the state news agency" is not any agency spoken of.
                    continue
                if bodies or not self.phrases.is_bare(phrase) or self.phrases.is_mixed(lower, kind):
                    # "the Nahar news agency" is another, "the UN aid agency" is no outlet.
                    return None
                body = self.memory.only_of(
                    kind, definite=definite, without=self.page.publisher.name
                )
                return (body, "resolve.short_form") if body is not None else None
        return None

    def _pronoun(self, phrase: Phrase, ordinal: int) -> tuple[Entity, str]:
        word = phrase.lower[0]
        head = phrase.head
        pronouns = self.known.pronouns
        if word in pronouns.relative:
            noun, run = before_relative(head)
            if noun is not None:
                named = self.index.at(self.phrases.offset(ordinal, noun))
                if named is not None:
                    return self.memory.body(named.body), "resolve.relative"
                if noun.i in run:
                    part = self.phrases.phrase(noun.doc, ordinal, run, noun)
                    if len(part.tokens) > 1 or noun.pos_ != "PRON":
                        return self._resolve(part, ordinal)[0], "resolve.relative"
        if head.tag_ == "PRP$":
            owner = owner_of(head, pronouns)
            if owner is not None:
                part = self.phrases.phrase(owner.doc, ordinal, without_clauses(owner), owner)
                return self._resolve(part, ordinal)[0], "resolve.possessive"
        ranked = list(self.memory.recent())
        if word in pronouns.personal:
            gender = self._gender(phrase)
            alike = (e for e in ranked if e.person and not e.plural)
            found = next((e for e in alike if e.gender in ("", gender)), None)
        elif word in pronouns.neutral:
            found = next((e for e in ranked if not e.person and not e.plural), None)
            if found is None or (
                self.memory.latest is not None and self.memory.latest.acts_for is not None
            ):
                found = self.memory.last_body(phrase.spans[0][0]) or found
        elif word in pronouns.plural:
            found = next((e for e in ranked if e.plural or not e.person), None)
        else:
            found = None
        if found is not None:
            return found, "resolve.pronoun"
        return self._unnamed(phrase, word, None), "resolve.itself"

    def _gender(self, phrase: Phrase) -> str:
        """Return the gender of the first word of a phrase that tells one: not of whose they are."""
        for token in phrase.tokens:
            owned = token.dep_ == "poss" and len(phrase.tokens) > 1
            if token.lower_ in self.known.breaks:
                break
            if not owned and token.lower_ in self.genders:
                return self.genders[token.lower_]
        return ""

    def _is_one(self, phrase: Phrase, noun: str) -> bool:
        """Say whether an unnamed source is one person: "a waiter", "one of the medics"."""
        known = self.known
        lower = phrase.lower
        if lower[:2] == ("one", "of"):
            last = next((t for t in phrase.tokens[2:] if t.tag_ in ("NNS", "NNPS")), None)
            noun = last.lemma_.lower() if last is not None else ""
        elif lower[0] not in known.single or phrase.head.tag_ != "NN":
            return False
        return noun in self.persons and noun not in known.any_body

    def _unnamed(self, phrase: Phrase, noun: str, body: Body | None) -> Entity:
        kind = self.phrases.kind(phrase, body.kind if body else SourceKind.UNNAMED)
        words = words_of(phrase)
        for known in self.memory.recent():
            if not known.named and known.words == words and known.noun == noun:
                return known
        plural = phrase.head.tag_ in ("NNS", "NNPS")
        people = {SourceKind.WITNESS, SourceKind.ACTIVIST, SourceKind.OFFICIAL, SourceKind.EXPERT}
        person = kind in people or noun in self.known.lone_roles or self._is_one(phrase, noun)
        entity = Entity(
            phrase.text, kind, False, person=person and not plural, plural=plural,
            parent=body.name if body else None, words=words, noun=noun,
        )  # fmt: skip
        self.memory.add(entity)
        return entity

    # Settling

    def settle(self, pending: Pending) -> Mention:
        """Return the mention with its source, once the whole page has been read."""
        entity = pending.entity
        while entity.acts_for is not None:
            entity = entity.acts_for
        scope = None if entity.named else self.page.origin.id
        source = Source(
            id=source_id(entity.name, scope),
            name=entity.name,
            kind=entity.kind,
            named=entity.named,
            parent=entity.parent,
            scope=scope,
        )
        return Mention(
            spans=pending.spans,
            text=pending.text,
            source=source,
            rule=pending.rule,
            alignment=pending.alignment,
        )


__all__ = ["Pending", "Resolver"]

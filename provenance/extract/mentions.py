"""Noun phrases as resolution reads them: their front, their name, their role, their parts."""

from __future__ import annotations

from collections.abc import Sequence

from spacy.tokens import Doc, Token

from provenance.extract.bodies import Named, NamedIndex, Sources
from provenance.extract.entities import Phrase
from provenance.extract.gazetteer import gazetteer
from provenance.extract.page import Page
from provenance.naming import normalise
from provenance.records import SourceKind, Span

# The most words of a person's name.
_NAME = 5


class PhraseReader:
    """Reads the noun phrases of one page."""

    def __init__(self, page: Page, known: Sources, index: NamedIndex) -> None:
        self.page = page
        self.known = known
        self.index = index

    def phrase(self, doc: Doc, ordinal: int, tokens: Sequence[int], head: Token | None) -> Phrase:
        """Return the noun phrase of ``tokens``, its head found where none is given."""
        offset = self.page.sentences[ordinal].start
        members = tuple(doc[i] for i in tokens)
        if head is None or head.i not in tokens:
            head = next((t for t in members if t.head.i not in tokens), members[-1])
        span = offset + members[0].idx, offset + members[-1].idx + len(members[-1].text)
        return Phrase(members, head, (span,), self.page.slice(span))

    def bodies(self, phrase: Phrase) -> list[Named]:
        """Return the bodies named in a phrase, without one that is only its side."""
        return [one for one in self.index.within(phrase.spans[0]) if not self._side(one.span[1])]

    def _side(self, end: int) -> bool:
        """Say whether a name is that of somebody's side: "the Harrow-run health ministry"."""
        return self.page.text.startswith(self.known.alignment_endings, end)

    def joint(self, phrase: Phrase, ordinal: int) -> list[Phrase]:
        """Return the parts of "a medical source and witnesses"."""
        inside = {t.i for t in phrase.tokens}
        heads = [phrase.head]
        for head in heads:
            heads += [
                c for c in head.children if c.dep_ == "conj" and c.i in inside and c not in heads
            ]
        if len(heads) < 2 or any(h.pos_ not in ("NOUN", "PROPN", "PRON") for h in heads):
            return []
        names = [n.span for n in self.index.within(phrase.spans[0])]
        offset = self.page.sentences[ordinal].start
        parts = []
        for head in heads:
            own = {t.i for t in head.subtree} & inside
            for child in head.children:
                if child.dep_ in ("conj", "cc", "preconj", "punct"):
                    own -= {t.i for t in child.subtree}
            run = sorted(own)
            if not run:
                return []
            start = offset + phrase.head.doc[run[0]].idx
            # "Doctors and Nurses United" is one name.
            if any(s < start < e for s, e in names):
                return []
            parts.append(self.phrase(phrase.head.doc, ordinal, run, head))
        return parts

    def noun(self, head: Token) -> str:
        """Return the head's lemma; a role with a capital ("Monitor") may be parsed as a name."""
        if head.pos_ == "PROPN":
            low = str(head.lower_)
            return low[:-1] if low.endswith("s") and low[:-1] in self.known.role_words else low
        return str(head.lemma_).lower()

    def front(self, phrase: Phrase, ordinal: int, bodies: Sequence[Named]) -> Span:
        """Return the span of the noun phrase before its first preposition or relative."""
        offset = self.page.sentences[ordinal].start
        start = end = phrase.spans[0][0]
        for token in phrase.tokens:
            at = offset + token.idx
            covered = any(n.span[0] <= at < n.span[1] for n in bodies)
            if (
                not covered
                and end > start
                and (token.lower_ in self.known.breaks or token.text in (",", "–", "—"))
                and not self._goes_on(token)
                and not (token.i and token.nbor(-1).text == "-")
            ):
                break
            end = at + len(token.text)
        return start, end

    def plain(self, phrase: Phrase) -> Phrase:
        """Return the noun phrase without its relative clause ("who asked not to be named")."""
        for place, token in enumerate(phrase.tokens):
            briefing = token.tag_ == "VBG" and phrase.tokens[place - 1].text == ","
            if place and (token.lower_ in self.known.clause_openers or briefing):
                tokens = phrase.tokens[:place]
                while len(tokens) > 1 and tokens[-1].is_punct:
                    tokens = tokens[:-1]
                if phrase.head not in tokens:
                    break
                start, end = phrase.tokens[0].idx, tokens[-1].idx + len(tokens[-1].text)
                text = phrase.text[: end - start]
                span = phrase.spans[0][0], phrase.spans[0][0] + end - start
                return Phrase(tokens, phrase.head, (span,), text)
        return phrase

    def is_other(self, noun: str) -> bool:
        """Say whether a noun makes a source that is no state's: "monitor", "TV"."""
        return any(
            noun in words
            for kind, words in self.known.roles.items()
            if kind in (SourceKind.MEDIA, SourceKind.MONITOR, SourceKind.HUMANITARIAN)
        )

    def is_mixed(self, words: Sequence[str], kind: SourceKind) -> bool:
        """Say whether a word before the noun speaks of another kind of source."""
        own = self.known.roles.get(kind, frozenset())
        return any(
            word in roles and word not in own
            for word in words[:-1]
            for other, roles in self.known.roles.items()
            if other in (SourceKind.MEDIA, SourceKind.HUMANITARIAN, SourceKind.STATE)
        )

    def is_acronym(self, word: str, phrase: Phrase) -> bool:
        """Say whether a word of the phrase is printed in capitals."""
        return any(t.lower_ == word and t.text.isupper() for t in phrase.tokens)

    def proper(self, phrase: Phrase, ordinal: int, bodies: Sequence[Named]) -> str:
        """Return the name of a person in the phrase: capitalised words beside each other."""
        offset = self.page.sentences[ordinal].start
        runs: list[list[Token]] = [[]]
        particles = self.known.particles
        for token in phrase.tokens:
            at = offset + token.idx
            inside = any(n.span[0] <= at < n.span[1] for n in bodies)
            low = token.lower_.rstrip(".")
            title = low in self.known.titles or low in self.known.heads
            # "Valley Committee for Justice"
            title = title and not (runs[-1] and runs[-1][-1].lower_ in self.known.name_joints)
            named = token.pos_ in ("PROPN", "ADJ") and token.text[:1].isupper()
            name = named and not inside and not title and not self._side(at + len(token.text))
            # "The People's Defence Force", "Teachers' Union"
            owners = bool(runs[-1]) and token.tag_ == "POS" and runs[-1][-1].tag_ == "NNPS"
            if name or owners or (runs[-1] and (low in particles or self._goes_on(token))):
                runs[-1].append(token)
            elif runs[-1]:
                runs.append([])
        best = next((run for run in runs if phrase.head in run), max(runs, key=len))
        while best and best[-1].lower_ in particles:
            best = best[:-1]
        if not best:
            return ""
        span = offset + best[0].idx, offset + best[-1].idx + len(best[-1].text)
        return self.page.slice(span)

    def apposed(self, phrase: Phrase) -> str:
        """Return the name behind a role and a comma: "The governor of Velm, Jane Roe"."""
        comma = next((i for i, t in enumerate(phrase.tokens) if i and t.text == ","), None)
        if comma is None and phrase.head.lower_ in self.known.heads:
            # "regional head Jane Roe", the name hung on the role
            comma = phrase.tokens.index(phrase.head)
        if comma is None or phrase.head in phrase.tokens[comma + 1 :]:
            return ""
        run: list[Token] = []
        for token in phrase.tokens[comma + 1 :]:
            if token.tag_ != "NNP" and token.lower_ not in self.known.particles:
                break
            run.append(token)
        behind = phrase.tokens[comma + 1 + len(run) :]
        if not 1 < len(run) <= _NAME or (behind and behind[0].text != ","):
            return ""
        start = phrase.spans[0][0] - phrase.tokens[0].idx
        name = self.page.slice((start + run[0].idx, start + run[-1].idx + len(run[-1].text)))
        # "a doctor in Albany, New York"
        return "" if gazetteer().find(name) else name

    def _goes_on(self, token: Token) -> bool:
        """Say whether a body's name goes on: "Valley Committee for Rights", not "of Velm"."""
        if token.lower_ not in self.known.name_joints or not 0 < token.i < len(token.doc) - 1:
            return False
        before, behind = token.nbor(-1), token.nbor(1)
        body = before.lower_ in self.known.any_body and before.text[:1].isupper()
        return body and behind.text[:1].isupper()

    def is_bare(self, phrase: Phrase) -> bool:
        """Say whether "the group" is told from others by no name but that of its seat."""
        named = any(t.pos_ == "PROPN" or t.text[:1].isupper() for t in phrase.tokens[1:])
        return len(phrase.tokens) <= 6 and (not named or "-based" in phrase.text.lower())

    def kind(self, phrase: Phrase, default: SourceKind) -> SourceKind:
        """Return the kind that a role word gives an unnamed source, else ``default``."""
        # Whole printed words: "pro-government sources" are not a government's.
        words = [word.strip("“”\"'‘’,.()").lower() for word in phrase.text.split()]
        # "The military's media wing" is the military's.
        words = [word.removesuffix("'s").removesuffix("’s") for word in words]
        source = not self.known.unnamed.isdisjoint(words)
        known = self.known
        media = known.roles.get(SourceKind.MEDIA, frozenset())
        head = phrase.head.lower_
        if head in media and self._is_outlet(words, head, default):
            return SourceKind.MEDIA
        if head in known.unclear:
            words = [word for word in words if word != head]
        front = next((i for i, word in enumerate(words) if i and word in known.breaks), len(words))
        tries = [(part, known.roles) for part in (words[:front], words)]
        for part, kinds in (*tries, (words, known.weak_roles)):
            for kind, roles in kinds.items():
                if not roles.isdisjoint(part) and (not source or kind in self.known.source_roles):
                    return kind
        if source and default is SourceKind.STATE:
            return default
        return SourceKind.UNNAMED if source else default

    def _is_outlet(self, words: Sequence[str], head: str, default: SourceKind) -> bool:
        """Say whether who is called an agency is one of news: not "the UN refugee agency"."""
        known = self.known
        if head not in known.unclear:
            return True
        told = {word for word in words if word != head} - known.alignments
        if not told.isdisjoint(known.roles.get(SourceKind.MEDIA, ())):
            return True
        if any(
            not told.isdisjoint(own)
            for roles in (known.roles, known.weak_roles)
            for own in roles.values()
        ):
            return False
        return default in (SourceKind.UNNAMED, SourceKind.STATE, SourceKind.MEDIA)

    def offset(self, ordinal: int, token: Token) -> int:
        """Return where a token of a sentence begins in the document."""
        return self.page.sentences[ordinal].start + int(token.idx)

    def alignment(self, phrase: Phrase) -> str | None:
        """Return what the page calls the side of a source."""
        for word in phrase.text.split():
            low = word.strip("“”\"'‘’,.").lower()
            if (
                low in self.known.alignments
                or low.startswith(self.known.alignment_prefixes)
                or low.endswith(self.known.alignment_endings)
            ):
                return word.strip("“”\"'‘’,.")
        return None


def words_of(phrase: Phrase) -> frozenset[str]:
    """Return the words of a phrase in the form in which names are compared."""
    words = " ".join(t.lower_ for t in phrase.tokens if t.text[0].isalnum())
    return frozenset(normalise(words).split())


__all__ = ["PhraseReader", "words_of"]

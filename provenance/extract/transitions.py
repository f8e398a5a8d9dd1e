"""The dependency parser, stepping with the interpreter's lock held: same parses, half the time.

spaCy gives the lock up for all steps of a batch together and then takes and gives it
back around each of the eight additions of each step, to look for errors: that costs more than
the steps.  Steps taken one by one from Python keep it.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from spacy.language import Language
from spacy.pipeline.dep_parser import DependencyParser
from spacy.tokens import Doc

NAME = "provenance_parser"


class Transitions(DependencyParser):  # type: ignore[misc]
    """A dependency parser that takes the steps of spaCy's own."""

    def greedy_parse(self, docs: Sequence[Doc], drop: float = 0.0) -> list[Any]:
        """Return the final state of each sentence; each step takes the best move that is valid."""
        states: list[Any] = self.moves.init_batch(docs)
        model = self.model.predict(docs)
        left = [state for state in states if not state.is_final()]
        while left:
            left = self.transition_states(left, model.predict(left))
        model.clear_memory()
        return states


@Language.factory(NAME)  # type: ignore[untyped-decorator]
def _make(nlp: Language, name: str) -> Transitions:
    parser: Any = nlp.get_pipe("parser")
    return Transitions(nlp.vocab, parser.model, name, moves=parser.moves)


def replace_parser(nlp: Language) -> None:
    """Put a parser of the same weights and moves in the place of spaCy's."""
    nlp.add_pipe(NAME, before="parser")
    nlp.remove_pipe("parser")


__all__ = ["NAME", "Transitions", "replace_parser"]

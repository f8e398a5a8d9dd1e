"""People's decisions: what can be decided, what holds of the log, and what it makes of records."""

from provenance.review.actions import Action, Decision, Target, check_values
from provenance.review.overlay import decided
from provenance.review.standing import Effect, Entry, EventDecision, Standing, standing_of

__all__ = [
    "Action",
    "Decision",
    "Effect",
    "Entry",
    "EventDecision",
    "Standing",
    "Target",
    "check_values",
    "decided",
    "standing_of",
]

"""Claim-and-source provenance: who said which figure, in which words."""

__version__ = "0.1.0"

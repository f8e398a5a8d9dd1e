"""Checks: what must be true of a database, one thing a module; ``store.check`` runs them."""

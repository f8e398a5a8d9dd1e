"""Sending claims out: one module a format, each a stream of whole records.

Every format is made from rows as they stand, so that the same database gives the same bytes.
No module needs more memory than one event, or one batch of documents, takes.
"""

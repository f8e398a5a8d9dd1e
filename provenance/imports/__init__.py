"""Claims that another tool or model made: grounded in the text, or refused with the reason.

``record`` is the shape of a line, ``ground`` tests one claim against the text, ``merge`` lays
what several extractors found over one another so that nothing counts twice, ``job`` does the
whole work on a database.  ``gold`` and ``measure`` hold annotated articles against the rules.
"""

"""Extract claims: from a document's sentences to who said which figure, in which words.

The entry is ``provenance.extract.extractor.Extractor``; it is not imported here, since
spaCy takes seconds to load and a help page must not wait for it.
"""

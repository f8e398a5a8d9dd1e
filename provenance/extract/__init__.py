"""Extract claims: from a document's sentences to who said which figure, in which words.

The entry is ``provenance.extract.extractor.Extractor``; it is not imported here, since
spaCy takes seconds to load and a help page must not wait for it.
"""

import os

# The matrices are small: more than one BLAS thread costs more than it gives, and workers
# would fight over the cores.  NumPy reads this once, when it is first imported.
os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")

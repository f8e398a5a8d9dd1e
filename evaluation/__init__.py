"""The quality gate: what the rules get right, measured on annotated data, with floors.

The data are read from a folder that is given; they are not part of the project.  Where they
are absent the gate says so and passes.  A figure below its floor fails, and so does a data
file that is not the one on which the floor was pinned.
"""

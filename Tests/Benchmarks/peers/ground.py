"""ground.py FACTS RULES: how many atoms clingo makes of them that are not facts.

Without a rule, how many facts there are.
"""

import sys

import clingo

control = clingo.Control(["-Wnone"])
with open(sys.argv[1]) as facts:
    given = sum(1 for _ in facts)
for file in sys.argv[1:]:
    control.load(file)
control.ground()
print(len(control.symbolic_atoms) - given or given)

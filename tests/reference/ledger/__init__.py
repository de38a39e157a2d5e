"""The ledger: a second opinion on every figure that Boucle tells anybody.

A small, slow, plain program. It knows the rules of the field from the project's notes and from
public sources only; nobody who wrote it read the product's code for it. From the product it
takes three things: what was declared, answered and reported (the requests), which pairs and
groups exist (their existence is the recompute's business), and what was told (the answers).
It checks each pair and group against the rules and reckons every figure again.

Sources are named in docstrings: "figures.md 9" is point 9 of the note `figures.md`, "kinds 1"
section 1 of `kinds_and_indicators.md`, "users B1" a defect of `users.md`, "issue 37.2" point 2
of the issue. A rule that only a reference page states is marked "rule as the product's docs
state it". What the sources leave open is in `OPEN.md`.
"""

"""A territory's figures, and its settings with what another threshold would have done."""

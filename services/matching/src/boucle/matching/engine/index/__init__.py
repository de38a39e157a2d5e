"""The search index of flows: a tree of cells, in whose leaves flows lie by lanes, in chunks."""

"""Find flows by place: a tree of cells whose leaves hold flows in lanes, in chunks."""

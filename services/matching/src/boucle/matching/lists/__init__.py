"""Lists of best partners: their worker, its copy of the flows, its partitions, its turns."""

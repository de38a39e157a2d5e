"""Lists of best partners: their worker, its replica of the flows, its partitions, its turns."""

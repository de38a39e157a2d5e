"""Keep the lists of best partners: worker, replica of the flows, partitions, turns."""

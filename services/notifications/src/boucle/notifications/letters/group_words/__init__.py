"""Put in words what a reader may know of a group: the proposal, its own need, its share."""

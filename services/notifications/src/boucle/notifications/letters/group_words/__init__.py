"""What a reader may know of a group, in words: what is proposed, its own need, its share."""

"""Count the companies of each activity and place in INSEE's public register, for crowds."""

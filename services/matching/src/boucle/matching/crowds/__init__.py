"""Count the companies behind what is shown: at least three, or less is shown."""

"""Activity zones of a territory, as its animator declares them."""

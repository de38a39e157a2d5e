"""Hold activity zones of a territory, as its animator declares them."""

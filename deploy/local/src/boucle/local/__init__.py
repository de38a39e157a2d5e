"""Run the whole of Boucle on one machine, by the boucle command."""

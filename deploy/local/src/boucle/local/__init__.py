"""The whole of Boucle on one machine: the boucle command."""

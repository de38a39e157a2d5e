"""Pure decisions of registry: no I/O, no clock; time and ids are passed in."""

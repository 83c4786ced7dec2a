"""One file for each command; `cli` imports it when it is called."""

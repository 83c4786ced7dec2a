"""The HTML writer: one file that any browser shows, reads out and prints, with no script and nothing to load."""

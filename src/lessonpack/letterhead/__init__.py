"""A school's own Word file: its styles and what stands in its margins, read without trusting it."""

# It is imported as tests.select, so the standard library keeps its name.  # noqa: A005

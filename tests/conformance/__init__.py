"""Rules that every built file is held to: checkers for PDF and Word files, and the builds they are run over."""

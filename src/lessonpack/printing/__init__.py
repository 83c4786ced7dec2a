"""Sheets of paper: pages put on them, and a printer that takes them. Knows finished files and nothing of lessons.

What it makes is for printers alone: untagged, so that a screen reader finds nothing in it. The accessible file stays
the one to share.
"""

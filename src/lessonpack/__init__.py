"""Builds age-appropriate lesson packs from YAML content modules and templates; the public names: `lessonpack.api`.

They are not here because the verbs (`load`, `check`, `select`, `write`) are also the names of the sub-packages, and so
that importing the package costs nothing.
"""

__version__ = "0.1.0"

"""`python -m lessonpack`"""

from lessonpack.cli import main

main()

"""`python -m lessonpack`"""

from lessonpack.cli import main

if __name__ == "__main__":  # not in the processes that a build starts
    main()

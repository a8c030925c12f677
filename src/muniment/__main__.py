"""`python -m muniment` is the command `muniment`."""

from muniment.cli.main import main

main()

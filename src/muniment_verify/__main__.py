"""`python -m muniment_verify PROOF --entry ENTRY --key KEY`."""

import sys

from muniment_verify.cli import main

if __name__ == "__main__":
    sys.exit(main())

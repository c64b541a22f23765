"""`python -m reporter` is the `reporter` command."""

import sys

from reporter.cli.app import main

if __name__ == "__main__":
    sys.exit(main())

"""``python -m quotestance.cli``."""

import sys

from quotestance.cli import main

sys.exit(main())

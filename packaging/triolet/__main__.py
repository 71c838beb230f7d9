"""`python -m triolet` is `triolet`."""

import sys

from triolet import main

sys.exit(main())

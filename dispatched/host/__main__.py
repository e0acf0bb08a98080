"""``python -m dispatched.host [ADDRESS]``: a built book made ready for a server."""

from __future__ import annotations

import sys
from pathlib import Path

from dispatched.cite.errata import ErrataError
from dispatched.host import moved, site
from dispatched.whole import why

ROOT = Path(__file__).resolve().parents[2]


def main(given: str) -> int:
    """Make ``_build/site``; the status of the program."""
    target = ROOT / "_build" / "site"
    try:
        base = site.address_of(ROOT, given)
        made = site.make(ROOT / "_build" / "html", target, base, ROOT)
    except (site.SiteError, moved.MovedError, ErrataError) as error:
        print(error, file=sys.stderr)
        return 1
    except OSError as error:
        print(f"The site was not made: {why(error)}.", file=sys.stderr)
        return 1
    print(", ".join(f"{n} {what}" for what, n in made.items()) + f". The site is in {target}.")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1] if len(sys.argv) > 1 else ""))

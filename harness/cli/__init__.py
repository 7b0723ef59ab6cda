"""The door: options in, exit code out. Nothing heavy is imported before a command runs."""

from __future__ import annotations

import sys


def main() -> None:
    """Run the command line; errors meant for a person become one line a piece on standard error and an exit code."""
    from harness.cli.app import app
    from harness.errors import HarnessError

    try:
        app()
    except HarnessError as error:
        print(f"harness: {error}" if "\n" not in str(error) else error, file=sys.stderr)
        sys.exit(error.exit_code)
    except BrokenPipeError:
        sys.stderr.close()
        sys.exit(0)

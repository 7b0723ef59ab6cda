"""A server backend without the packages that it needs."""

import subprocess
import sys

import pytest

WITHOUT = """
import sys
sys.modules[{package!r}] = None
from harness.errors import MissingError
try:
    import harness.backends.server.judge
except MissingError as error:
    print(error)
"""


@pytest.mark.parametrize("package", ["httpx", "tenacity"])
def test_the_extra_is_named_where_a_package_is_missing(package: str) -> None:
    """Whoever names a server without the extra is told what to install, not shown a traceback."""
    found = subprocess.run([sys.executable, "-c", WITHOUT.format(package=package)], capture_output=True, text=True)
    assert package in found.stdout
    assert "bin/setup server" in found.stdout
    assert found.stderr == ""

"""Plain data as YAML text."""

from __future__ import annotations

import yaml


def dump_yaml(data: object) -> str:
    """Plain data as YAML that :func:`parse_yaml` reads back, keys in their order, lines of about 120 characters."""
    return str(yaml.dump(data, Dumper=_Dumper, sort_keys=False, allow_unicode=True, width=118))


class _Dumper(getattr(yaml, "CSafeDumper", yaml.SafeDumper)):  # type: ignore[misc]  # the C library is optional
    """Writes no anchors, which parse_yaml would refuse."""

    def ignore_aliases(self, data: object) -> bool:
        return True

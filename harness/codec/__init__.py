"""Files in and out: YAML (and so JSON) with the line of every value, decoded into frozen dataclasses.

The home of pydantic and yaml. Reading is strict: no duplicate keys, anchors, tags or tabs, only ``true`` and
``false`` are truth values (``no`` is a word, and Norway), a date stays the text it was written as until a date is
wanted. All mistakes are found at once, each with file, line, what was expected and the nearest right name.

A dataclass to be decoded says ``__pydantic_config__: ClassVar[ConfigDict] = FORBID`` so that unknown keys are
mistakes. Differences from YAML 1.2: no anchors, no tags, no infinities; octal and hexadecimal numbers are text.
"""

from pydantic import ConfigDict

from harness.codec.decoding import FORBID, decode, decode_or_raise, decode_readable, json_schema
from harness.codec.located import DataPath, Located, Step
from harness.codec.nearest import nearest
from harness.codec.writing import dump_yaml
from harness.codec.yaml_reading import load_yaml, parse_yaml, read_text

__all__ = [
    "FORBID",
    "ConfigDict",
    "DataPath",
    "Located",
    "Step",
    "decode",
    "decode_or_raise",
    "decode_readable",
    "dump_yaml",
    "json_schema",
    "load_yaml",
    "nearest",
    "parse_yaml",
    "read_text",
]

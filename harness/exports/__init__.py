"""Runs in other tools' formats, and other tools' outputs as predictions."""

from harness.exports.exporting import FORMATS, export_run
from harness.exports.frames import Frames, read_run_frames
from harness.exports.importing import IMPORTS, import_predictions

__all__ = ["FORMATS", "IMPORTS", "Frames", "export_run", "import_predictions", "read_run_frames"]

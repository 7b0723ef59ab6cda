"""How far each scorer agrees with people on sets that people labelled, beside plain baselines on the same rows."""

from harness.calibrate.label_sheet import export_labels
from harness.calibrate.measuring import CalibrationRow, Resampling
from harness.calibrate.model_scorers import ModelScorer, load_model_scorer
from harness.calibrate.run import calibrate_folder
from harness.calibrate.table import rows_as_json, rows_as_table, write_calibration

__all__ = [
    "CalibrationRow",
    "ModelScorer",
    "Resampling",
    "calibrate_folder",
    "export_labels",
    "load_model_scorer",
    "rows_as_json",
    "rows_as_table",
    "write_calibration",
]

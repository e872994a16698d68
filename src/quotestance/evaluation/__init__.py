"""Metrics, calibration, significance and end-to-end matching, all from saved answers."""

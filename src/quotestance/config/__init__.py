"""Configuration: dataclass schemas, loading with one report of all mistakes, paths."""

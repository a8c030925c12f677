"""Counted benchmarks: each `bench_*.py` offers `run() -> list[Result]`."""

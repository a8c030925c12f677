"""`bin/bench`: run the benchmarks, print one table."""

import argparse
import importlib
import os
import sys
import tempfile
from pathlib import Path

from benchmarks.results import Result, markdown, table

HERE = Path(__file__).parent


def main() -> int:
    parser = argparse.ArgumentParser(prog="bin/bench", description=__doc__)
    parser.add_argument("names", nargs="*", help="without bench_; default: all")
    parser.add_argument("--markdown", action="store_true", help="print the table as Markdown")
    told = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="muniment-bench-") as data:
        # A data folder of its own, chosen before any module reads the settings.
        os.environ["MUNIMENT_DATA"] = data
        os.environ.setdefault("DJANGO_SETTINGS_MODULE", "muniment.site.settings")
        results = [result for name in _chosen(told.names) for result in _run(name)]
    print(markdown(results) if told.markdown else table(results))
    return 0 if all(result.is_reached for result in results) else 1


def _chosen(names: list[str]) -> list[str]:
    found = sorted(path.stem for path in HERE.glob("bench_*.py"))
    wanted = [f"bench_{name}" for name in names] or found
    if unknown := set(wanted) - set(found):
        sys.exit(f"no such benchmark: {', '.join(sorted(unknown))}; there are {', '.join(found)}")
    return wanted


def _run(name: str) -> list[Result]:
    print(f"{name} …", file=sys.stderr)
    results: list[Result] = importlib.import_module(f"benchmarks.{name}").run()
    return results


if __name__ == "__main__":
    sys.exit(main())

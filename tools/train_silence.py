"""Learn what other books teach about silences, and write `warning/domain/prior.py`.

Run from the repository: `python tools/train_silence.py`. The books are the invented and the real
ones of `benchmarks/parts/silence_books.py`; the real ones lie in `../shared/data`.
"""

import sys
from pathlib import Path

ROOT = Path(__file__).parents[1]
sys.path.insert(0, str(ROOT))

from benchmarks.parts.silence_books import prior_without  # noqa: E402

from muniment.warning.domain.signs import names  # noqa: E402

PLACE = ROOT / "src" / "muniment" / "warning" / "domain" / "prior.py"
HEAD = '''"""What other books teach about the coming week: weights for a book that is still young.

Written by `tools/train_silence.py`, from invented trade books and from the open logs of a gift-ware
trader (UCI Online Retail, CC BY 4.0), an online grocer and a music shop. The names are those of
`signs.names()`; the weights are log-odds of an order within a week.
"""

WEIGHTS = {
'''


def main() -> None:
    """Learn, and write the module anew."""
    lines = (
        f'    "{name}": {weight:.4f},'
        for name, weight in zip(names(), prior_without().tolist(), strict=True)
    )
    PLACE.write_text(HEAD + "\n".join(lines) + "\n}\n", encoding="utf-8")


if __name__ == "__main__":
    main()

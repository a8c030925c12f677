"""One thread for each process's linear algebra."""

import os


def on_one_thread() -> None:
    """Let OpenBLAS, which NumPy and SciPy reckon with, use the thread that calls it alone.

    Left to itself it starts a thread for each core. Its threads wait for each other by spinning:
    beside other work on the same cores a fit of 18,000 histories took a hundred times the
    processor. They also add up in another order on a machine with other cores, so that a score
    asked again there would differ in its last digits.

    Works only before NumPy is first imported. Whoever sets the variable for himself is left alone.
    """
    os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")

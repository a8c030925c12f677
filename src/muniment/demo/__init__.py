"""The demonstration company, made by the real verbs."""

from collections.abc import Callable


def plant(progress: Callable[[int, int, str], None]) -> None:
    """Plant the company into an empty house; see `planting.plant`."""
    from muniment.demo.planting import plant as play  # Django stands only now

    play(progress)


def sign_ins() -> list[str]:
    """Tell, a line each, how its people sign in; empty where none was planted."""
    from muniment.demo.signins import sign_ins as told  # Django stands only now

    return told()

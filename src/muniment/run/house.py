"""The children of this house and the supervisor that keeps them."""

import os
import time

from muniment import __version__
from muniment.core.config import Config
from muniment.run import beats
from muniment.run.children import Child
from muniment.run.supervisor import Supervisor


def supervisor(config: Config) -> Supervisor:
    """Put the web server and the worker under one supervisor; nothing is started yet."""
    about = {
        "pid": os.getpid(),
        "url": config.url,
        "version": __version__,
        "started_at": time.time(),
    }
    return Supervisor(config.data, _children(config), about=about)


def _children(config: Config) -> list[Child]:
    children = [
        Child("web", ["muniment.run.web"], beats.of_web(config)),
        _with_beat(config, "worker"),
    ]
    if config.mail_in_port:
        children.append(_with_beat(config, "mailin"))
    return children


def _with_beat(config: Config, name: str) -> Child:
    beat = beats.beat_file(config.data, name)
    return Child(name, [f"muniment.run.{name}"], beats.of_file(beat))

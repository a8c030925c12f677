"""Load Django for commands that need the house to stand."""

import os

from muniment.core import config as configuration
from muniment.core import logs
from muniment.core.config import Config


def set_up(process: str = "cli") -> Config:
    """Read the settings, send logs to the data folder, load Django, choose the language.

    Costs about a second; calling it again costs nothing worth speaking of.

    Raises:
        ConfigInvalid: a setting cannot be used.
    """
    config = configuration.load()
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "muniment.site.settings")
    logs.configure(config.data / "logs", process=process, level=config.log_level, console=False)
    from muniment.run import preparing

    preparing.set_up_django()
    from django.utils import translation

    translation.activate(config.language)
    return config

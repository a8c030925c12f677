"""What each granian worker loads: the WSGI application of the house, in a child that knows it."""

from muniment.core import config as configuration
from muniment.core import logs
from muniment.run.collecting import collect_seldom
from muniment.run.parenthood import die_with_parent

die_with_parent()
_config = configuration.load()
logs.configure(_config.data / "logs", process="web", level=_config.log_level, console=False)

from muniment.site.wsgi import application  # noqa: E402, F401 - logging stands before Django loads

collect_seldom()

"""Settings of the tests: a throw-away data folder and the engine of MUNIMENT_TEST_ENGINE."""

import atexit
import os
import shutil
import tempfile
from pathlib import Path

if os.environ.get("PYTEST_XDIST_WORKER") or "MUNIMENT_DATA" not in os.environ:
    # Workers share nothing: keys, the signer's memory and the spool lie in the data folder.
    os.environ["MUNIMENT_DATA"] = tempfile.mkdtemp(prefix="muniment-test-")
    atexit.register(shutil.rmtree, os.environ["MUNIMENT_DATA"], ignore_errors=True)
_data = os.environ["MUNIMENT_DATA"]

from muniment.site.settings import *  # noqa: E402, F403 - everything but what follows

DATA_DIR = Path(_data)
ENGINE = os.environ.get("MUNIMENT_TEST_ENGINE", "sqlite")
if ENGINE == "sqlite":
    # A file, not memory: WAL, concurrency and `strings` tests need the real thing.
    DATABASES["default"]["NAME"] = str(DATA_DIR / "muniment.sqlite3")  # noqa: F405
    DATABASES["default"]["TEST"] = {"NAME": str(DATA_DIR / "test.sqlite3")}  # noqa: F405
else:
    # Here and not in a fixture: pytest-django reads the settings before any conftest.
    from tests import postgres

    _server = postgres.server()
    os.environ["MUNIMENT_TEST_DATABASE_URL"] = _server.__enter__()
    atexit.register(_server.__exit__, None, None, None)
    DATABASES["default"] = database(os.environ["MUNIMENT_TEST_DATABASE_URL"])  # noqa: F405
    DATABASES["default"]["CONN_MAX_AGE"] = 0  # noqa: F405
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
}
# Assets come straight from the source tree; nothing has been collected.
WHITENOISE_USE_FINDERS = True
WHITENOISE_AUTOREFRESH = True

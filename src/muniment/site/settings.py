"""Django settings, derived from the one typed `Config`."""

from pathlib import Path
from urllib.parse import urlsplit

from csp.constants import NONE, SELF

from muniment.core import config as configuration
from muniment.site.mail import mail_settings
from muniment.site.secret import secret_key
from muniment.site.sign_in import *  # noqa: F403 - settings of the sign-in libraries

CONFIG = configuration.load()
DATA_DIR = CONFIG.data

SECRET_KEY = secret_key(DATA_DIR)
DEBUG = False
ALLOWED_HOSTS = sorted(
    {CONFIG.host, CONFIG.host_name, urlsplit(CONFIG.url).hostname or "", "127.0.0.1", "localhost"}
)
CSRF_TRUSTED_ORIGINS = [CONFIG.url]

INSTALLED_APPS = [
    "muniment.web",  # first: its templates stand before those of the libraries
    "muniment.web.account",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "django.contrib.humanize",
    "django_htmx",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "allauth.usersessions",
    "axes",
    "csp",
    "django_tasks",
    "django_tasks_db",
    "muniment.jobs",
    "muniment.keys",
    "muniment.ledger",
    "muniment.people",
    "muniment.screening",
    "muniment.customs_data",
    "muniment.vault",
    "muniment.sales",
    "muniment.investigations",
    "muniment.touches",
    "muniment.submissions",
    "muniment.warning",
    "muniment.exposure",
    "muniment.handover",
    "muniment.intake",
    "muniment.portal",
    "muniment.api",
]

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "csp.middleware.CSPMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.locale.LocaleMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "allauth.usersessions.middleware.UserSessionsMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "muniment.web.middleware.ActorMiddleware",
    "muniment.web.middleware.NoticeMiddleware",
    "muniment.web.middleware.ErrorMiddleware",
    "muniment.web.account.middleware.SecondFactorMiddleware",
    "axes.middleware.AxesMiddleware",
]

ROOT_URLCONF = "muniment.site.urls"
WSGI_APPLICATION = "muniment.site.wsgi.application"
AUTH_USER_MODEL = "people.Person"
LOGGING_CONFIG = None  # core.logs sets logging up, in every process
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.template.context_processors.i18n",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "muniment.web.context.frame",
            ],
        },
    },
]


def database(url: str) -> dict[str, object]:
    """Describe the database for Django; both engines run in their durable mode only."""
    if not url:
        return {
            "ENGINE": "django.db.backends.sqlite3",
            "NAME": str(DATA_DIR / "muniment.sqlite3"),
            "CONN_MAX_AGE": None,
            "OPTIONS": {
                "transaction_mode": "IMMEDIATE",
                "timeout": 30,
                "init_command": (
                    "PRAGMA journal_mode=WAL;PRAGMA synchronous=FULL;"
                    "PRAGMA recursive_triggers=ON;PRAGMA mmap_size=0;PRAGMA temp_store=MEMORY;"
                    # 16 MB instead of 4: a look writes some 24 pages, most of them again and again.
                    "PRAGMA secure_delete=ON;PRAGMA wal_autocheckpoint=4000;"
                ),
            },
        }
    if urlsplit(url).scheme not in {"postgresql", "postgres"}:
        raise configuration.ConfigInvalid("database_url must begin with postgresql://")
    # psycopg is loaded by those who use it: the embedded engine starts faster without.
    from psycopg.conninfo import conninfo_to_dict

    told = {name: str(value) for name, value in conninfo_to_dict(url).items()}
    return {
        "ENGINE": "django.db.backends.postgresql",
        "NAME": told.pop("dbname", ""),
        "USER": told.pop("user", ""),
        "PASSWORD": told.pop("password", ""),
        "HOST": told.pop("host", ""),
        "PORT": told.pop("port", ""),
        "CONN_MAX_AGE": 600,
        "CONN_HEALTH_CHECKS": True,
        # Statements are prepared after five uses: a look costs the client a quarter less processor.
        "OPTIONS": {
            "options": "-c synchronous_commit=on",
            "server_side_binding": True,
            "prepare_threshold": 5,
            **told,
        },
    }


DATABASES = {"default": database(CONFIG.database_url)}

AUTHENTICATION_BACKENDS = [
    "axes.backends.AxesStandaloneBackend",
    "allauth.account.auth_backends.AuthenticationBackend",
]
PASSWORD_HASHERS = ["django.contrib.auth.hashers.Argon2PasswordHasher"]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
    {
        "NAME": "django.contrib.auth.password_validation.MinimumLengthValidator",
        "OPTIONS": {"min_length": 12},
    },
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
]
LOGIN_REDIRECT_URL = "/"
LOGIN_URL = "account_login"

USE_I18N = True
USE_TZ = True
TIME_ZONE = CONFIG.time_zone
LANGUAGE_CODE = CONFIG.language
LANGUAGES = [("en", "English"), ("zh-hans", "简体中文")]
FORMAT_MODULE_PATH = "muniment.site.formats"
LOCALE_PATHS = [Path(__file__).parents[1] / "locale"]
FORM_RENDERER = "muniment.web.forms.FormRenderer"
CSRF_FAILURE_VIEW = "muniment.web.errors.csrf_failure"

STATIC_URL = "static/"
STATIC_ROOT = DATA_DIR / "static"
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"},
}

# No upload is ever written to disk in the clear: small files stay in memory, and the pages
# that take large ones name a handler that seals them (`web/intake/uploads.py`).
FILE_UPLOAD_HANDLERS = ["django.core.files.uploadhandler.MemoryFileUploadHandler"]

SESSION_ENGINE = "django.contrib.sessions.backends.db"
SESSION_COOKIE_AGE = 12 * 3600
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = "Lax"
SECURE_COOKIES = CONFIG.url.startswith("https://")
SESSION_COOKIE_SECURE = SECURE_COOKIES
CSRF_COOKIE_SECURE = SECURE_COOKIES
# Only a proxy that we were told of may say that the browser came over TLS.
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if CONFIG.trusted_proxies else None
SECURE_CONTENT_TYPE_NOSNIFF = True
SECURE_REFERRER_POLICY = "same-origin"
SECURE_CROSS_ORIGIN_OPENER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"

CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [NONE],
        "script-src": [SELF],
        "style-src": [SELF],
        "img-src": [SELF, "data:"],
        "font-src": [SELF],
        "connect-src": [SELF],
        "form-action": [SELF],
        "base-uri": [NONE],
        "frame-ancestors": [NONE],
        "manifest-src": [SELF],
    },
}

globals().update(mail_settings(CONFIG.mail_url))
DEFAULT_FROM_EMAIL = CONFIG.mail_from

TASKS = {"default": {"BACKEND": "django_tasks_db.DatabaseBackend", "QUEUES": []}}

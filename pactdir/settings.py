"""Django settings. Those that differ per machine come from the environment (environment.py)."""

import os
from datetime import timedelta
from pathlib import Path
from urllib.parse import urlsplit

from csp.constants import NONE, SELF

from pactdir.database.time_outs import SERVES_VISITORS, with_time_outs
from pactdir.environment import read_environment
from pactdir.page_store.backends import page_caches

BASE_DIR = Path(__file__).resolve().parent.parent
ENVIRONMENT = read_environment(BASE_DIR / ".env")

SECRET_KEY = ENVIRONMENT["SECRET_KEY"]
DEBUG = False
ALLOWED_HOSTS = ENVIRONMENT["ALLOWED_HOSTS"]

# Who is responsible for personal data; shown on /privacy/ and /contact/.
CONTROLLER_NAME = ENVIRONMENT["CONTROLLER_NAME"]
CONTROLLER_EMAIL = ENVIRONMENT["CONTROLLER_EMAIL"]
# Contact for vulnerability reports and its expiry date (security.txt). Set both or neither.
SECURITY_CONTACT = ENVIRONMENT["SECURITY_CONTACT"]
SECURITY_EXPIRES = ENVIRONMENT["SECURITY_EXPIRES"]

# Base URL of links in email; defaults to the first allowed host.
PORT = os.environ.get("PORT", "8000")
SITE_ADDRESS = ENVIRONMENT["SITE_ADDRESS"].rstrip("/") or (
    f"https://{ALLOWED_HOSTS[0].lstrip('.')}"
    if ENVIRONMENT["HTTPS"]
    else f"http://{ALLOWED_HOSTS[0].lstrip('.')}:{PORT}"
)
EMAIL_BACKEND = ENVIRONMENT["EMAIL"]["EMAIL_BACKEND"]
EMAIL_FILE_PATH = ENVIRONMENT["EMAIL"]["EMAIL_FILE_PATH"]
EMAIL_HOST = ENVIRONMENT["EMAIL"]["EMAIL_HOST"]
EMAIL_PORT = ENVIRONMENT["EMAIL"]["EMAIL_PORT"]
EMAIL_HOST_USER = ENVIRONMENT["EMAIL"]["EMAIL_HOST_USER"]
EMAIL_HOST_PASSWORD = ENVIRONMENT["EMAIL"]["EMAIL_HOST_PASSWORD"]
EMAIL_USE_TLS = ENVIRONMENT["EMAIL"]["EMAIL_USE_TLS"]
EMAIL_USE_SSL = ENVIRONMENT["EMAIL"]["EMAIL_USE_SSL"]
EMAIL_TIMEOUT = ENVIRONMENT["EMAIL"]["EMAIL_TIMEOUT"]
DEFAULT_FROM_EMAIL = ENVIRONMENT["MAIL_FROM"] or f"noreply@{ALLOWED_HOSTS[0].lstrip('.')}"
# Send right after the response, or queue for `manage.py send_mail`. Only SMTP is slow enough to
# queue.
MAIL_AT_ONCE = ENVIRONMENT["MAIL_AT_ONCE"]
if MAIL_AT_ONCE is None:
    MAIL_AT_ONCE = "smtp" not in EMAIL_BACKEND

INSTALLED_APPS = [
    "regions",
    "schools",
    "partners",
    "news",
    "django_otp",
    "django_otp.plugins.otp_static",
    "django_otp.plugins.otp_totp",
    "django_otp_webauthn",
    "pactdir.apps.PactdirConfig",
    "pactdir.apps.PactdirAdminConfig",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.humanize",
    "django.contrib.messages",
    "django.contrib.sessions",
    "django.contrib.sitemaps",
    "django.contrib.staticfiles",
    "axes",
    "csp",
    "django_prose_editor",
    "simple_history",
]

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "csp.middleware.CSPMiddleware",
    "django_permissions_policy.PermissionsPolicyMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "pactdir.page_store.clean_urls.CleanUrls",
    # The middleware above applies to cached responses too; that below only to rendered ones.
    "pactdir.outage.middleware.OutageMiddleware",
    "pactdir.page_store.middleware.PageStore",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "pactdir.accounts.session_use.NoteUse",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "simple_history.middleware.HistoryRequestMiddleware",
    "axes.middleware.AxesMiddleware",
    "pactdir.accounts.log_in_limit.LoginLimit",
]

ROOT_URLCONF = "pactdir.urls"
WSGI_APPLICATION = "pactdir.wsgi.application"

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [BASE_DIR / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
            ],
            "builtins": ["regions.templatetags.words", "regions.templatetags.standing"],
        },
    },
]

# Short database time-outs while serving visitors, long ones for commands (manage.py).
SERVING = bool(os.environ.get(SERVES_VISITORS))
DATABASES = {"default": with_time_outs(ENVIRONMENT["DATABASE"], serving=SERVING)}
CACHES = page_caches(ENVIRONMENT["REDIS_URL"])
# Download URLs by kind of official file (import_country --download).
IMPORT_SOURCES = ENVIRONMENT["IMPORT_SOURCES"]

DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

AUTHENTICATION_BACKENDS = [
    "axes.backends.AxesStandaloneBackend",
    "pactdir.accounts.log_in.UsernameOrEmailBackend",
]
# Five wrong passwords for one user from one IP address lock that combination for a quarter of an
# hour, so nobody can lock a colleague out from elsewhere. `manage.py axes_reset` unlocks it.
AXES_FAILURE_LIMIT = 5
AXES_COOLOFF_TIME = timedelta(minutes=15)
AXES_LOCKOUT_PARAMETERS = [["username", "ip_address"]]
AXES_LOCKOUT_CALLABLE = "pactdir.accounts.logged_out.locked_out"
AXES_USERNAME_CALLABLE = "pactdir.accounts.log_in.counted_name"
AXES_CLIENT_IP_CALLABLE = "pactdir.audit.client_address.client_address"
AXES_RESET_ON_SUCCESS = True
# Successful logins are not recorded: they are personal data.
AXES_DISABLE_ACCESS_LOG = True
AXES_ENABLE_ADMIN = False

AUTH_PASSWORD_VALIDATORS = [{"NAME": "pactdir.accounts.passwords.PasswordRules"}]
PASSWORD_HASHERS = [
    "pactdir.accounts.passwords.NormalisedScrypt",
    "django.contrib.auth.hashers.PBKDF2PasswordHasher",  # replaced at the next login
]

# Who must use a second factor; for others it is optional.
SECOND_FACTOR = ENVIRONMENT["SECOND_FACTOR"]
OTP_TOTP_ISSUER = "Techniek in de regio"
# A passkey is bound to one origin; browsers create them only over HTTPS or on localhost.
OTP_WEBAUTHN_ALLOWED_ORIGINS = [
    "://".join(urlsplit(SITE_ADDRESS)[:2])
    if SITE_ADDRESS.startswith("https://")
    else f"http://localhost:{PORT}"
]
OTP_WEBAUTHN_RP_ID = urlsplit(OTP_WEBAUTHN_ALLOWED_ORIGINS[0]).hostname
OTP_WEBAUTHN_RP_NAME = OTP_TOTP_ISSUER
OTP_WEBAUTHN_ALLOW_PASSWORDLESS_LOGIN = False

# A session ends two hours after its last use, and fourteen days after the login.
SESSION_ENGINE = "pactdir.accounts.sessions"
SESSION_COOKIE_AGE = 14 * 24 * 60 * 60

LANGUAGE_CODE = "nl"
TIME_ZONE = "Europe/Amsterdam"
USE_I18N = True
USE_TZ = True
USE_THOUSAND_SEPARATOR = True
FORMAT_MODULE_PATH = ["pactdir.formats"]

STATIC_URL = "/static/"
STATIC_ROOT = ENVIRONMENT["STATIC_ROOT"]
STATICFILES_DIRS = [BASE_DIR / "static"]
STATICFILES_FINDERS = [
    "pactdir.style_sheets.finders.ProjectFiles",
    "pactdir.style_sheets.finders.AppFiles",
]
STORAGES = {
    # Uploads, which only our own views serve: they have no URL of their own.
    "default": ENVIRONMENT["MEDIA_STORAGE"],
    "staticfiles": {"BACKEND": "pactdir.deploy.static_files.StaticFilesStorage"},
}

# The form of a region has some ten fields for each participating school and partner.
DATA_UPLOAD_MAX_NUMBER_FIELDS = 20_000
FILE_UPLOAD_HANDLERS = [
    "pactdir.importing.desk.upload_limit.UploadLimit",
    "django.core.files.uploadhandler.MemoryFileUploadHandler",
    "django.core.files.uploadhandler.TemporaryFileUploadHandler",
]
# How long a link to a preview is valid.
PREVIEW_LIFETIME = timedelta(days=7)

# HTTPS=off is for loopback, where a Secure cookie or a redirect would lock everyone out.
HTTPS = ENVIRONMENT["HTTPS"]
SECURE_SSL_REDIRECT = HTTPS
SECURE_REDIRECT_EXEMPT = [r"^livez$", r"^readyz$"]
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if HTTPS else None
SECURE_HSTS_SECONDS = 31_536_000 if HTTPS else 0
SECURE_HSTS_INCLUDE_SUBDOMAINS = HTTPS
SESSION_COOKIE_SECURE = HTTPS
CSRF_COOKIE_SECURE = HTTPS
CSRF_COOKIE_HTTPONLY = True
CSRF_FAILURE_VIEW = "pactdir.accounts.logged_out.csrf_failure"
if HTTPS:
    # A browser accepts a cookie with this prefix from this exact host only, and only over HTTPS.
    SESSION_COOKIE_NAME = "__Host-sessionid"
    CSRF_COOKIE_NAME = "__Host-csrftoken"
SECURE_REFERRER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"
# Everything is served from this site, and scripts and styles are never inline, not even in the
# admin.
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [NONE],
        "script-src": [SELF],
        "style-src": [SELF],
        "img-src": [SELF, "data:"],
        "font-src": [SELF],
        # Only maps allow framing (pactdir/map/views.py).
        "frame-src": [SELF],
        "connect-src": [SELF],
        "form-action": [SELF],
        "base-uri": [NONE],
        "frame-ancestors": [NONE],
    }
}
# The site uses none of these browser features.
PERMISSIONS_POLICY: dict[str, list[str]] = {
    feature: []
    for feature in (
        "accelerometer",
        "autoplay",
        "camera",
        "display-capture",
        "encrypted-media",
        "fullscreen",
        "geolocation",
        "gyroscope",
        "magnetometer",
        "microphone",
        "midi",
        "payment",
        "usb",
    )
}
# The HSTS preload list cannot be undone, so that is up to the owner of the site.
SILENCED_SYSTEM_CHECKS = ["security.W021"]

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {
        "line": {
            "()": "pactdir.deploy.log_lines.TracebackOncePerMinute",
            "format": "{asctime} {levelname} {name}: {message}",
            "style": "{",
        },
        "bare": {"format": "%(message)s"},
    },
    "handlers": {
        "console": {"class": "logging.StreamHandler", "formatter": "line"},
        "security": {"class": "logging.StreamHandler", "formatter": "bare"},
    },
    "loggers": {
        # axes logs the submitted username, which may be a password typed in the wrong field.
        "axes": {"handlers": ["console"], "level": "ERROR", "propagate": False},
        "django": {"handlers": ["console"], "level": "WARNING", "propagate": False},
        "pactdir": {"handlers": ["console"], "level": "INFO"},
        "pactdir.security": {"handlers": ["security"], "level": "INFO", "propagate": False},
    },
}

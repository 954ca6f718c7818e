"""Django's settings, all drawn from the one typed list in options.py."""

import os
from pathlib import Path

from fondouk.config import sqlite  # noqa: F401 - must come before anything of Django
from fondouk.config.databases import databases
from fondouk.config.logs import logging_settings
from fondouk.config.mail import mail_settings
from fondouk.config.options import read_settings
from fondouk.config.startup import settled

os.umask(0o077)  # database, mail, logs and papers are nobody else's on this machine
FONDOUK = settled(read_settings())
SOURCE = Path(__file__).resolve().parents[1]
PRODUCTION = FONDOUK.env == "production"

SECRET_KEY = FONDOUK.secret_key
DEBUG = FONDOUK.debug
ALLOWED_HOSTS = [*FONDOUK.hosts]
DATABASES = databases(FONDOUK)
ROOT_URLCONF = "fondouk.config.urls"
WSGI_APPLICATION = "fondouk.config.wsgi.application"
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
AUTH_USER_MODEL = "companies.Person"
USE_TZ = True
TIME_ZONE = "UTC"
APPEND_SLASH = False

INSTALLED_APPS = [
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "django_htmx",
    "django_tasks",
    "django_tasks_db",
    "fondouk.plumbing",
    "fondouk.reference",
    "fondouk.notices",
    "fondouk.companies",
    "fondouk.catalogue",
    "fondouk.evidence",
    "fondouk.discovery",
    "fondouk.sourcing",
    "fondouk.orders",
]

MIDDLEWARE = [
    "fondouk.web.ui.middleware.RequestLog",
    "fondouk.web.ui.middleware.PagesCompressed",
    "django.middleware.security.SecurityMiddleware",
    "fondouk.api.gateway.Gateway",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "fondouk.web.ui.middleware.ReaderLanguage",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "csp.middleware.CSPMiddleware",
    "fondouk.web.ui.middleware.Refusals",
]

AUDIENCES = ("ui", "account", "public", "buyer", "supplier", "desk")
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.jinja2.Jinja2",
        "NAME": "jinja2",
        "DIRS": [
            *(SOURCE / "web" / audience / "templates" for audience in AUDIENCES),
            SOURCE / "api" / "templates",
        ],
        "OPTIONS": {
            "environment": "fondouk.web.ui.jinja.environment",
            "auto_reload": FONDOUK.debug,
            "context_processors": ["fondouk.web.ui.context.page"],
        },
    },
    {  # only for the libraries' own forms and mails
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "APP_DIRS": True,
        "OPTIONS": {"context_processors": ["django.template.context_processors.request"]},
    },
]

LANGUAGE_CODE = "en"
LANGUAGES = [("en", "English"), ("fr", "Français"), ("ar", "العربية"), ("es", "Español")]
LANGUAGE_COOKIE_NAME = "language"
LANGUAGE_COOKIE_AGE = 365 * 24 * 3600
LANGUAGE_COOKIE_SAMESITE = "Lax"
LOCALE_PATHS = [
    *(SOURCE / "web" / audience / "locale" for audience in AUDIENCES),
    SOURCE / "api" / "locale",
]

STATIC_URL = "/static/"
STATIC_ROOT = Path(str(FONDOUK.data_dir)) / "static"
STATICFILES_DIRS = [("ui", SOURCE / "web" / "ui" / "static" / "ui")]
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.InMemoryStorage"},
    "staticfiles": {"BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"},
}
WHITENOISE_MAX_AGE = 3600

SESSION_ENGINE = "django.contrib.sessions.backends.db"
SESSION_COOKIE_AGE = 14 * 24 * 3600
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = "Lax"
SESSION_COOKIE_SECURE = PRODUCTION
CSRF_COOKIE_SECURE = PRODUCTION
CSRF_COOKIE_SAMESITE = "Lax"
CSRF_FAILURE_VIEW = "fondouk.web.ui.views.csrf_failure"
SECURE_CONTENT_TYPE_NOSNIFF = True
SECURE_REFERRER_POLICY = "same-origin"
SECURE_CROSS_ORIGIN_OPENER_POLICY = "same-origin"
SECURE_HSTS_SECONDS = 31_536_000 if PRODUCTION else 0
SECURE_SSL_REDIRECT = PRODUCTION
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if FONDOUK.trusted_proxies else None
X_FRAME_OPTIONS = "DENY"
DATA_UPLOAD_MAX_MEMORY_SIZE = 5 * 1024 * 1024
DATA_UPLOAD_MAX_NUMBER_FIELDS = 3000
FILE_UPLOAD_MAX_MEMORY_SIZE = 2 * 1024 * 1024
FILE_UPLOAD_TEMP_DIR = None

_SELF = "'self'"
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": ["'none'"],
        "script-src": [_SELF],
        "style-src": [_SELF],
        "img-src": [_SELF, "data:"],
        "font-src": [_SELF],
        "connect-src": [_SELF],
        "form-action": [_SELF],
        "frame-ancestors": ["'none'"],
        "base-uri": ["'none'"],
        "manifest-src": [_SELF],
    }
}

AUTHENTICATION_BACKENDS = ["allauth.account.auth_backends.AuthenticationBackend"]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
    {
        "NAME": "django.contrib.auth.password_validation.MinimumLengthValidator",
        "OPTIONS": {"min_length": 10},
    },
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
]
FONDOUK_WIRING = "fondouk.config.wiring.wire"
LOGIN_URL = "account:sign-in"
LOGIN_REDIRECT_URL = "/"

# Sign-in: a six-digit code to an e-mail address or a phone, or a password where one was chosen.
CODE_MINUTES, CODE_TRIES = 10, 5
ALLAUTH_USER_CODE_FORMAT = {"numeric": True, "length": 6, "dashed": False}
ACCOUNT_ADAPTER = "fondouk.web.account.adapter.SignIn"
ACCOUNT_LOGIN_METHODS = {"email", "phone"}
ACCOUNT_SIGNUP_FIELDS = ["email", "phone", "password1"]
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
ACCOUNT_USER_DISPLAY = "fondouk.web.account.adapter.display_name"
ACCOUNT_EMAIL_VERIFICATION = "none"  # every sign-up and every new address proves itself by a code
ACCOUNT_PREVENT_ENUMERATION = True
ACCOUNT_LOGIN_BY_CODE_MAX_ATTEMPTS = CODE_TRIES
ACCOUNT_LOGIN_BY_CODE_TIMEOUT = CODE_MINUTES * 60
ACCOUNT_LOGIN_BY_CODE_SUPPORTS_RESEND = True
ACCOUNT_SESSION_REMEMBER = True
ACCOUNT_EMAIL_NOTIFICATIONS = True
ACCOUNT_LOGOUT_REDIRECT_URL = "/"
ACCOUNT_RATE_LIMITS = False  # theirs count per process; ours (web.account.limits) are shared
ACCOUNT_FORMS = {
    "login": "fondouk.web.account.forms.SignInForm",
    "confirm_login_code": "fondouk.web.account.forms.CodeForm",
    "change_password": "fondouk.web.account.forms.ChangePasswordForm",
    "set_password": "fondouk.web.account.forms.SetPasswordForm",
    "reauthenticate": "fondouk.web.account.forms.PasswordAgainForm",
}
MFA_ADAPTER = "fondouk.web.account.adapter.SecondFactor"
MFA_SUPPORTED_TYPES = ["totp", "recovery_codes", "webauthn"]
MFA_PASSKEY_LOGIN_ENABLED = True
MFA_WEBAUTHN_ALLOW_INSECURE_ORIGIN = not PRODUCTION
MFA_TOTP_ISSUER = "Fondouk"
MFA_TOTP_TOLERANCE = 1
MFA_RATE_LIMITS = False
MFA_FORMS = {
    "authenticate": "fondouk.web.account.forms.SecondFactorForm",
    "reauthenticate": "fondouk.web.account.forms.SecondFactorAgainForm",
    "activate_totp": "fondouk.web.account.forms.ActivateAppForm",
    "add_webauthn": "fondouk.web.account.forms.AddPasskeyForm",
    "edit_webauthn": "fondouk.web.account.forms.NamePasskeyForm",
}
SILENCED_SYSTEM_CHECKS = ["account.W001"]  # an address of either kind is enough to register

TASKS = {"default": {"BACKEND": "django_tasks_db.DatabaseBackend"}}
LOGGING_CONFIG = None
LOGGING = logging_settings(
    debug=bool(FONDOUK.debug),
    file=None if PRODUCTION else Path(str(FONDOUK.data_dir)) / "logs" / "hub.jsonl",
)
globals().update(mail_settings(FONDOUK))

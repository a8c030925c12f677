"""Settings of sign-in: allauth, its second factors and sessions, and the lock-out of axes."""

from datetime import timedelta

ACCOUNT_ADAPTER = "muniment.web.account.adapter.DoorAdapter"
ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_SIGNUP_FIELDS = ["email*", "password1*"]  # sign-up itself is shut; allauth wants the list
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
ACCOUNT_USER_DISPLAY = "muniment.web.account.adapter.display_name"
ACCOUNT_EMAIL_VERIFICATION = "none"  # an invitation by mail has proved the address
ACCOUNT_EMAIL_UNKNOWN_ACCOUNTS = False  # no mail to strangers; the page answers the same
ACCOUNT_PREVENT_ENUMERATION = True
ACCOUNT_EMAIL_NOTIFICATIONS = True
ACCOUNT_EMAIL_SUBJECT_PREFIX = ""
ACCOUNT_LOGOUT_ON_GET = False
ACCOUNT_LOGIN_ON_PASSWORD_RESET = False
ACCOUNT_LOGOUT_ON_PASSWORD_CHANGE = False
ACCOUNT_SESSION_REMEMBER = False
ACCOUNT_REAUTHENTICATION_TIMEOUT = 15 * 60
ACCOUNT_FORMS = {
    "login": "muniment.web.account.forms.SignInForm",
    "reauthenticate": "muniment.web.account.forms.FreshPasswordForm",
    "reset_password": "muniment.web.account.forms.ForgottenForm",
    "reset_password_from_key": "muniment.web.account.forms.NewPasswordForm",
    "change_password": "muniment.web.account.forms.ChangePasswordForm",
}
# Per process and on top of the lock-out below, which the database keeps for all processes.
ACCOUNT_RATE_LIMITS = {"login_failed": "60/m/ip,30/15m/key", "login": "60/m/ip"}

MFA_ADAPTER = "muniment.people.factors.FactorAdapter"
MFA_SUPPORTED_TYPES = ["totp", "webauthn", "recovery_codes"]
MFA_PASSKEY_LOGIN_ENABLED = True
MFA_ALLOW_UNVERIFIED_EMAIL = True  # see ACCOUNT_EMAIL_VERIFICATION
MFA_TOTP_TOLERANCE = 1  # one step of 30 s each way, for phones whose clock is off
MFA_FORMS = {
    "authenticate": "muniment.web.account.forms.CodeForm",
    "reauthenticate": "muniment.web.account.forms.FreshCodeForm",
    "activate_totp": "muniment.web.account.forms.ActivateAppForm",
    "add_webauthn": "muniment.web.account.forms.AddPasskeyForm",
}

USERSESSIONS_TRACK_ACTIVITY = False

AXES_FAILURE_LIMIT = 5
AXES_COOLOFF_TIME = timedelta(minutes=15)
AXES_LOCKOUT_PARAMETERS = [["username", "ip_address"]]
AXES_RESET_ON_SUCCESS = True
AXES_RESET_COOL_OFF_ON_FAILURE_DURING_LOCKOUT = False
AXES_DISABLE_ACCESS_LOG = True  # the ledger keeps it, with the address sealed
AXES_ENABLE_ADMIN = False
AXES_VERBOSE = False
AXES_USERNAME_CALLABLE = "muniment.web.account.lockout.account_name"
AXES_CLIENT_IP_CALLABLE = "muniment.web.account.lockout.address"
AXES_CLIENT_STR_CALLABLE = "muniment.web.account.lockout.nobody"
AXES_LOCKOUT_CALLABLE = "muniment.web.account.lockout.locked_page"
AXES_SENSITIVE_PARAMETERS = ["login", "password", "code", "credential", "csrfmiddlewaretoken"]

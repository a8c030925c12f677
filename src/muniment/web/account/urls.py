"""Addresses of sign-in and of one's own account.

allauth's own list of addresses is not used: only what stands here exists. No sign-up, no
change of e-mail address, no sign-in by mailed code.
"""

from allauth.account import views as account
from allauth.mfa.base import views as factor
from allauth.mfa.recovery_codes import views as codes
from allauth.mfa.totp import views as totp
from allauth.mfa.webauthn import views as passkey
from django.urls import include, path, re_path

from muniment.web.access import open_to_all, signed_in
from muniment.web.account import entrance, keys, views

PREFIX = ""

own = [
    path("", views.index, name="index"),
    path("second-factor/", views.second_factor, name="second_factor"),
    path("language/", views.set_language, name="set_language"),
    path("sessions/<int:session_id>/end/", views.end_session, name="end_session"),
    path("sessions/end-others/", views.end_other_sessions, name="end_other_sessions"),
    path("tokens/", views.issue_token, name="issue_token"),
    path("tokens/<uuid:token_id>/revoke/", views.revoke_token, name="revoke_token"),
    path("keys/", keys.keep_keys, name="keep_keys"),
]

entrance_urls = [
    path("first-run/<str:token>/", entrance.first_run, name="first_run"),
    path("invitation/<str:token>/", entrance.invitation, name="invitation"),
]

sign_in = [
    path("sign-in/", open_to_all(account.login), name="account_login"),
    path("sign-in/second-factor/", open_to_all(factor.authenticate), name="mfa_authenticate"),
    path("sign-in/passkey/", open_to_all(passkey.login_webauthn), name="mfa_login_webauthn"),
    path("sign-out/", open_to_all(account.logout), name="account_logout"),
    path("sign-in/inactive/", open_to_all(account.account_inactive), name="account_inactive"),
    path("password/", open_to_all(account.password_reset), name="account_reset_password"),
    path(
        "password/sent/",
        open_to_all(account.password_reset_done),
        name="account_reset_password_done",
    ),
    re_path(
        r"^password/(?P<uidb36>[0-9A-Za-z]+)-(?P<key>.+)/$",
        open_to_all(account.password_reset_from_key),
        name="account_reset_password_from_key",
    ),
    path(
        "password/changed/",
        open_to_all(account.password_reset_from_key_done),
        name="account_reset_password_from_key_done",
    ),
]

proof = [
    path("fresh/", signed_in(account.reauthenticate), name="account_reauthenticate"),
    path("fresh/code/", signed_in(factor.reauthenticate), name="mfa_reauthenticate"),
    path(
        "fresh/passkey/",
        signed_in(passkey.reauthenticate_webauthn),
        name="mfa_reauthenticate_webauthn",
    ),
    path("password/", signed_in(account.password_change), name="account_change_password"),
    path("password/set/", signed_in(views.to_account), name="account_set_password"),
    path("e-mail/", signed_in(views.to_account), name="account_email"),
    path("factors/", signed_in(views.to_account), name="mfa_index"),
    path("passkeys/", signed_in(views.to_account), name="mfa_list_webauthn"),
    path("app/", signed_in(totp.activate_totp), name="mfa_activate_totp"),
    path("app/remove/", signed_in(totp.deactivate_totp), name="mfa_deactivate_totp"),
    path("passkeys/add/", signed_in(passkey.add_webauthn), name="mfa_add_webauthn"),
    path(
        "passkeys/<int:pk>/remove/",
        signed_in(views.RemovePasskeyView.as_view()),
        name="mfa_remove_webauthn",
    ),
    path("codes/", signed_in(codes.view_recovery_codes), name="mfa_view_recovery_codes"),
    path(
        "codes/new/", signed_in(codes.generate_recovery_codes), name="mfa_generate_recovery_codes"
    ),
    path(
        "codes/recovery-codes.txt",
        signed_in(codes.download_recovery_codes),
        name="mfa_download_recovery_codes",
    ),
]

urlpatterns = [
    path("", include(sign_in)),
    path("", include((entrance_urls, "entrance"))),
    path("account/", include(proof)),
    path("account/", include((own, "account"))),
]

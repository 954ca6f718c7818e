"""Addresses of the entrance under the names that the sign-in library asks for.

Only what the hub uses is mounted. Registering and adding an address are pages of our own, since
they answer alike for known and unknown addresses.
"""

from allauth.account import views as theirs
from allauth.mfa.base import views as mfa
from allauth.mfa.recovery_codes import views as recovery
from allauth.mfa.totp import views as totp
from allauth.mfa.webauthn import views as passkeys
from django.urls import path

from fondouk.web.account.limits import entrance
from fondouk.web.account.views import entry, security

urlpatterns = [
    path("sign-in", entrance(entry.sign_in), name="account_login"),
    path("sign-up", entrance(entry.sign_up), name="account_signup"),
    path("sign-in/code", entrance(entry.confirm_code), name="account_confirm_login_code"),
    path("sign-in/again", theirs.reauthenticate, name="account_reauthenticate"),
    path("sign-out", theirs.logout, name="account_logout"),
    path("closed", theirs.account_inactive, name="account_inactive"),
    path("password/change", theirs.password_change, name="account_change_password"),
    path("password/set", theirs.password_set, name="account_set_password"),
    path("security", mfa.index, name="mfa_index"),
    path("security/sign-in", entrance(mfa.authenticate), name="mfa_authenticate"),
    path("security/again", mfa.reauthenticate, name="mfa_reauthenticate"),
    path("security/app/add", security.add_app, name="mfa_activate_totp"),
    path("security/app/remove", totp.deactivate_totp, name="mfa_deactivate_totp"),
    path("security/recovery", recovery.view_recovery_codes, name="mfa_view_recovery_codes"),
    path(
        "security/recovery/new",
        recovery.generate_recovery_codes,
        name="mfa_generate_recovery_codes",
    ),
    path(
        "security/recovery/file",
        recovery.download_recovery_codes,
        name="mfa_download_recovery_codes",
    ),
    path("security/passkeys", passkeys.list_webauthn, name="mfa_list_webauthn"),
    path("security/passkeys/add", security.add_passkey, name="mfa_add_webauthn"),
    path(
        "security/passkeys/again",
        passkeys.reauthenticate_webauthn,
        name="mfa_reauthenticate_webauthn",
    ),
    path(
        "security/passkeys/<int:pk>/remove", passkeys.remove_webauthn, name="mfa_remove_webauthn"
    ),
    path("security/passkeys/<int:pk>/name", passkeys.edit_webauthn, name="mfa_edit_webauthn"),
    path("sign-in/passkey", entrance(passkeys.login_webauthn), name="mfa_login_webauthn"),
]

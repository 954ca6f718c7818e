"""Addresses of the account pages."""

from allauth.account.views import logout
from django.urls import path

from fondouk.web.account.limits import entrance
from fondouk.web.account.views import company, entry, keys, mandates, members, papers, person

app_name = "account"

urlpatterns = [
    path("", person.home, name="home"),
    path("sign-in", entrance(entry.sign_in), name="sign-in"),
    path("sign-up", entrance(entry.sign_up), name="sign-up"),
    path("sign-out", logout, name="sign-out"),
    path("try-it", entry.try_it, name="try-it"),
    path("address", entrance(person.change_address), name="address"),
    path("address/code", entrance(person.confirm_address), name="address-code"),
    path("address/drop", person.drop_address, name="address-drop"),
    path("my-data", person.my_data, name="my-data"),
    path("erase", person.erase, name="erase"),
    path("invitations/<str:invitation_id>/accept", members.accept, name="invitation-accept"),
    path("join/<str:token>", members.join, name="join"),
    path("companies/new", company.register, name="register-company"),
    path("companies/switch", company.switch, name="switch-company"),
    path("company", company.edit, name="company"),
    path("company/producers", company.producers, name="producers"),
    path("company/verification", papers.verification, name="verification"),
    path("company/verification/submit", papers.submit, name="submit"),
    path("company/papers/<str:paper_id>", papers.download, name="paper"),
    path("company/papers/<str:paper_id>/remove", papers.remove, name="paper-remove"),
    path("company/mandates", mandates.mandates, name="mandates"),
    path("company/mandates/<str:mandate_id>/<str:deed>", mandates.answer, name="mandate-answer"),
    path("company/members", members.members, name="members"),
    path("company/members/<str:membership_id>/role", members.change_role, name="member-role"),
    path("company/members/<str:membership_id>/remove", members.remove, name="member-remove"),
    path(
        "company/invitations/<str:invitation_id>/withdraw",
        members.withdraw,
        name="invitation-withdraw",
    ),
    path("company/keys", keys.keys, name="keys"),
    path("company/keys/<str:key_id>/revoke", keys.revoke, name="key-revoke"),
]

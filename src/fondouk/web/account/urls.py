"""Addresses of the account pages."""

from allauth.account.views import logout
from django.urls import path

from fondouk.web.account.limits import entrance
from fondouk.web.account.views import entry, person

app_name = "account"

urlpatterns = [
    path("", person.home, name="home"),
    path("sign-in", entrance(entry.sign_in), name="sign-in"),
    path("sign-up", entrance(entry.sign_up), name="sign-up"),
    path("sign-out", logout, name="sign-out"),
    path("try-it", entry.try_it, name="try-it"),
]

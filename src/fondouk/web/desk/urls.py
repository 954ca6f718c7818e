"""Addresses of the desk's pages."""

from django.urls import path

from fondouk.web.desk.views import (
    categories,
    certificates,
    companies,
    history,
    home,
    imports,
    listings,
    rates,
    translations,
)

app_name = "desk"

urlpatterns = [
    path("", home.home, name="home"),
    path("companies", companies.companies, name="companies"),
    path("companies/<str:company_id>", companies.company, name="company"),
    path("companies/<str:company_id>/verify", companies.verify, name="company-verify"),
    path("companies/<str:company_id>/suspend", companies.suspend, name="company-suspend"),
    path("companies/<str:company_id>/reinstate", companies.reinstate, name="company-reinstate"),
    path("certificates", certificates.certificates, name="certificates"),
    path("certificates/<str:certificate_id>", certificates.certificate, name="certificate"),
    path(
        "certificates/<str:certificate_id>/paper",
        certificates.paper,
        name="certificate-paper",
    ),
    path(
        "certificates/<str:certificate_id>/verify",
        certificates.verify,
        name="certificate-verify",
    ),
    path(
        "certificates/<str:certificate_id>/refuse",
        certificates.refuse,
        name="certificate-refuse",
    ),
    path("listings", listings.listings, name="listings"),
    path("listings/<str:product_id>", listings.listing, name="listing"),
    path("listings/<str:product_id>/suspend", listings.suspend, name="listing-suspend"),
    path("listings/<str:product_id>/lift", listings.lift, name="listing-lift"),
    path("categories", categories.categories, name="categories"),
    path("categories/new", categories.new_category, name="new-category"),
    path("categories/<str:category_id>", categories.category, name="category"),
    path("categories/<str:category_id>/delete", categories.delete, name="category-delete"),
    path("translations", translations.translations, name="translations"),
    path("translations/review", translations.review, name="translations-review"),
    path("rates", rates.rates, name="rates"),
    path("imports", imports.imports, name="imports"),
    path("history", history.history, name="history"),
    path("standstills", history.standstills, name="standstills"),
]

"""Addresses of the public pages."""

from django.urls import path, re_path

from fondouk.web.public.views import comparison, home, pages, products, search, suppliers

app_name = "public"

_ID = r"prd_[a-z0-9]{1,36}"

urlpatterns = [
    path("", home.home, name="home"),
    re_path(rf"^p/(?P<product_id>{_ID})/(?P<slug>[\w-]*)$", products.product, name="product"),
    re_path(rf"^p/(?P<product_id>{_ID})$", products.product, name="product"),
    path("search", search.search, name="search"),
    path("search/suggest", search.suggestions, name="suggest"),
    re_path(r"^c/(?P<code>[a-z0-9._-]{1,120})$", search.category, name="category"),
    path("compare", comparison.compare, name="compare"),
    path("s/<slug:slug>", suppliers.company, name="company"),
    path("currency", pages.set_currency, name="currency"),
    path("about", pages.about, name="about"),
    path("privacy", pages.privacy, name="privacy"),
    path("robots.txt", pages.robots, name="robots"),
    path("sitemap.xml", pages.sitemap, name="sitemap"),
    path("sitemap/<str:after>.xml", pages.sitemap_part, name="sitemap-part"),
]

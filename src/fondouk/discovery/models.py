"""What people keep of their searching. Products found live in the text index, never here."""

from django.db import models

from fondouk.plumbing.ids import new_id


def new_saved_search_id() -> str:
    return new_id("sea")


def new_follow_id() -> str:
    return new_id("fol")


class SavedSearch(models.Model):
    """A search with a name, kept by a person for themselves."""

    id = models.CharField(primary_key=True, max_length=40, default=new_saved_search_id)
    person = models.ForeignKey("companies.Person", on_delete=models.CASCADE)
    name = models.CharField(max_length=120)
    request = models.JSONField()
    notify = models.BooleanField(default=False)
    seen_at = models.DateTimeField()
    version = models.PositiveIntegerField(default=1)
    created_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["person", "name"], name="saved_search_name_once")
        ]


class Follow(models.Model):
    """A person follows a supplier."""

    id = models.CharField(primary_key=True, max_length=40, default=new_follow_id)
    person = models.ForeignKey("companies.Person", on_delete=models.CASCADE)
    company = models.ForeignKey("companies.Company", on_delete=models.CASCADE)
    created_at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["person", "company"], name="follow_once")]

"""People, companies, memberships, mandates. Codes of closed sets stand in `events`."""

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.db import models
from django.db.models import Q

from fondouk.companies.events import (
    CompanyKind,
    CompanyState,
    DocumentKind,
    MandateState,
    Role,
    Verdict,
)
from fondouk.plumbing.ids import new_id


def new_person_id() -> str:
    return new_id("per")


def new_company_id() -> str:
    return new_id("com")


def new_membership_id() -> str:
    return new_id("mem")


def new_mandate_id() -> str:
    return new_id("man")


def new_invitation_id() -> str:
    return new_id("inv")


def new_document_id() -> str:
    return new_id("doc")


def new_key_id() -> str:
    return new_id("key")


class People(BaseUserManager["Person"]):
    """The manager that Django's sign-in asks for."""

    def get_by_natural_key(self, username: str | None) -> "Person":
        return self.get(pk=username)


class Person(AbstractBaseUser):
    """Somebody who signs in, by e-mail or by phone. Works for companies through memberships."""

    id = models.CharField(primary_key=True, max_length=40, default=new_person_id)
    email = models.EmailField(unique=True, null=True, blank=True)
    phone = models.CharField(max_length=20, unique=True, null=True, blank=True)
    phone_verified = models.BooleanField(default=False)
    name = models.CharField(max_length=120, blank=True)
    language = models.CharField(max_length=2, default="en")
    is_active = models.BooleanField(default=True)
    desk_deeds = models.JSONField(default=list, blank=True)
    joined_at = models.DateTimeField(auto_now_add=True)
    erased_at = models.DateTimeField(null=True, blank=True)

    objects = People()
    USERNAME_FIELD = "id"
    REQUIRED_FIELDS = []

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="person_reachable_or_erased",
                condition=Q(email__isnull=False)
                | Q(phone__isnull=False)
                | Q(erased_at__isnull=False),
            )
        ]


class Company(models.Model):
    """A firm, cooperative, workshop or buyer."""

    id = models.CharField(primary_key=True, max_length=40, default=new_company_id)
    slug = models.SlugField(max_length=80, unique=True)
    kind = models.CharField(max_length=20, choices=[(kind, kind) for kind in CompanyKind])
    state = models.CharField(
        max_length=12,
        choices=[(state, state) for state in CompanyState],
        default=CompanyState.UNVERIFIED,
    )
    names = models.JSONField(default=dict)
    about = models.JSONField(default=dict)
    country = models.CharField(max_length=2)
    region = models.CharField(max_length=6, null=True, blank=True)
    town = models.CharField(max_length=80, blank=True)
    founded_year = models.PositiveSmallIntegerField(null=True, blank=True)
    people_count = models.PositiveIntegerField(null=True, blank=True)
    languages = models.JSONField(default=list)
    registry_number = models.CharField(max_length=40, blank=True)
    export_number = models.CharField(max_length=40, null=True, blank=True)
    demonstration = models.BooleanField(default=False)
    verified_at = models.DateTimeField(null=True, blank=True)
    verification_ground = models.CharField(max_length=400, blank=True)
    version = models.PositiveIntegerField(default=1)
    created_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="verified_company_has_its_ground",
                condition=~Q(state="verified")
                | (Q(verified_at__isnull=False) & ~Q(verification_ground="")),
            )
        ]


class Decision(models.Model):
    """What the desk decided about a company's standing, and on what ground; never changed."""

    id = models.BigAutoField(primary_key=True)
    company = models.ForeignKey(Company, on_delete=models.CASCADE, related_name="decisions")
    decided = models.CharField(max_length=12, choices=[(one, one) for one in Verdict])
    ground = models.CharField(max_length=400)
    by = models.CharField(max_length=40)
    at = models.DateTimeField()


class CooperativeMember(models.Model):
    """A producer who belongs to a cooperative, as the cooperative lists it."""

    company = models.ForeignKey(Company, on_delete=models.CASCADE, related_name="producers")
    position = models.PositiveSmallIntegerField()
    name = models.CharField(max_length=120)
    town = models.CharField(max_length=80, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["company", "position"], name="one_member_a_place")
        ]


class Membership(models.Model):
    """A person's role in a company."""

    id = models.CharField(primary_key=True, max_length=40, default=new_membership_id)
    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="memberships")
    company = models.ForeignKey(Company, on_delete=models.CASCADE, related_name="memberships")
    role = models.CharField(max_length=12, choices=[(role, role) for role in Role])
    since = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["person", "company"], name="one_role_a_company")
        ]


class Mandate(models.Model):
    """A producer lets another company, which holds an export number, export in its name."""

    id = models.CharField(primary_key=True, max_length=40, default=new_mandate_id)
    producer = models.ForeignKey(Company, on_delete=models.PROTECT, related_name="mandates_given")
    exporter = models.ForeignKey(Company, on_delete=models.PROTECT, related_name="mandates_held")
    state = models.CharField(max_length=10, default=MandateState.PROPOSED)
    proposed_at = models.DateTimeField()
    accepted_at = models.DateTimeField(null=True, blank=True)
    ended_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="mandate_state_known",
                condition=Q(state__in=[state.value for state in MandateState]),
            ),
            models.UniqueConstraint(
                fields=["producer"],
                condition=Q(state="accepted"),
                name="one_exporter_of_record",
            ),
            models.UniqueConstraint(
                fields=["producer"],
                condition=Q(state="proposed"),
                name="one_proposal_a_producer",
            ),
        ]


class Invitation(models.Model):
    """A colleague asked to join a company; the address is forgotten once it has been answered."""

    id = models.CharField(primary_key=True, max_length=40, default=new_invitation_id)
    company = models.ForeignKey(Company, on_delete=models.CASCADE, related_name="invitations")
    role = models.CharField(max_length=12, choices=[(role, role) for role in Role])
    email = models.EmailField(blank=True)
    phone = models.CharField(max_length=20, blank=True)
    state = models.CharField(max_length=10, default="open")
    invited_by = models.CharField(max_length=40)
    invited_at = models.DateTimeField()
    expires_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="invitation_state_known",
                condition=Q(state__in=["open", "accepted", "withdrawn"]),
            ),
            models.UniqueConstraint(
                fields=["company", "email", "phone"],
                condition=Q(state="open"),
                name="one_open_invitation_an_address",
            ),
        ]


class Document(models.Model):
    """A paper that a company shows the desk. Private: the bytes lie under their hash."""

    id = models.CharField(primary_key=True, max_length=40, default=new_document_id)
    company = models.ForeignKey(Company, on_delete=models.CASCADE, related_name="documents")
    kind = models.CharField(max_length=24, choices=[(kind, kind) for kind in DocumentKind])
    name = models.CharField(max_length=120)
    blob = models.ForeignKey("plumbing.Blob", on_delete=models.PROTECT)
    media_type = models.CharField(max_length=40)
    size = models.PositiveIntegerField()
    added_at = models.DateTimeField()
    added_by = models.CharField(max_length=40)


class ApiKey(models.Model):
    """A program's key: its public prefix and the hash of the whole; the key itself is not kept."""

    id = models.CharField(primary_key=True, max_length=40, default=new_key_id)
    company = models.ForeignKey(Company, on_delete=models.CASCADE, related_name="keys")
    label = models.CharField(max_length=80)
    prefix = models.CharField(max_length=16, unique=True)
    digest = models.CharField(max_length=64)
    scopes = models.JSONField(default=list)
    issued_at = models.DateTimeField()
    issued_by = models.CharField(max_length=40)
    last_used_at = models.DateTimeField(null=True, blank=True)
    revoked_at = models.DateTimeField(null=True, blank=True)

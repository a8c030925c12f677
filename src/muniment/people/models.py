"""Tables of the people room: who is here, under whom, and how they come in."""

from datetime import date
from typing import ClassVar

from django.contrib.auth.models import AbstractBaseUser, BaseUserManager
from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Lower
from django.utils import timezone

from muniment.core import clock
from muniment.core.ids import new_id
from muniment.people.domain.employment import SIGNING_IN, State, is_over
from muniment.people.domain.roles import OUTSIDE, Role

LANGUAGES = ("en", "zh-hans")
_ROLES = [role.value for role in Role]
_OUTSIDE = sorted(role.value for role in OUTSIDE)  # a set has no order to migrate by
_STATES = [state.value for state in State]


def house_day() -> date:
    """Name the day it is now in the time zone of the house."""
    return timezone.localdate(clock.now())


def open_to(prefix: str = "") -> Q:
    """Narrow people to those to whom the doors are open today; `prefix` leads to them.

    A last owner whose last day has passed is not among them, though she may still come in.
    """
    able = Q(**{f"{prefix}state__in": [state.value for state in SIGNING_IN]})
    over = {
        f"{prefix}state": State.ON_NOTICE.value,
        f"{prefix}last_day_on__lt": house_day(),
    }
    return able & ~Q(**over)


class Company(models.Model):
    """The one company this house belongs to; its row is also the lock of the org chart."""

    id = models.SmallIntegerField(primary_key=True, default=1, editable=False)
    name = models.CharField(max_length=200, default="")
    founded_at = models.DateTimeField(null=True)
    first_run_digest = models.BinaryField(max_length=32, null=True)
    keys_kept_at = models.DateTimeField(null=True)  # when a copy of the keys was last taken out

    class Meta:
        constraints = [models.CheckConstraint(condition=Q(id=1), name="people_company_is_one")]


class Team(models.Model):
    """A group of staff with a name."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    name = models.CharField(max_length=100)
    made_at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(Lower("name"), name="people_team_name_once")]


class OutsideCompany(models.Model):
    """A company whose people come in as guests: an export agent, a law firm."""

    class Kind(models.TextChoices):
        """What the company does for us."""

        EXPORT_AGENT = "export_agent"
        LAW_FIRM = "law_firm"
        OTHER = "other"

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    kind = models.CharField(max_length=16, choices=Kind.choices)
    name = models.CharField(max_length=200)
    country = models.CharField(max_length=2)
    made_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(kind__in=["export_agent", "law_firm", "other"]),
                name="people_outside_company_kind_known",
            ),
            models.UniqueConstraint(Lower("name"), "country", name="people_outside_company_once"),
        ]


class Person(AbstractBaseUser):
    """Somebody with an account: staff, or a guest from an outside company.

    Never deleted: the ledger names people by `id`, and "who was that?" must have an answer.
    """

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    email = models.EmailField(max_length=254, unique=True)
    name = models.CharField(max_length=120)
    language = models.CharField(max_length=10, default="en")
    role = models.CharField(max_length=20)
    team = models.ForeignKey(Team, models.PROTECT, null=True, related_name="people")
    line_manager = models.ForeignKey("self", models.PROTECT, null=True, related_name="reports")
    outside_company = models.ForeignKey(
        OutsideCompany, models.PROTECT, null=True, related_name="people"
    )
    state = models.CharField(max_length=12, default=State.INVITED.value)
    made_at = models.DateTimeField()
    notice_on = models.DateField(null=True)
    last_day_on = models.DateField(null=True)
    left_at = models.DateTimeField(null=True)

    objects = BaseUserManager["Person"]()

    USERNAME_FIELD = "email"
    EMAIL_FIELD = "email"
    REQUIRED_FIELDS: ClassVar[list[str]] = ["name"]

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(email=Lower("email")), name="people_person_email_in_small_letters"
            ),
            models.CheckConstraint(condition=Q(role__in=_ROLES), name="people_person_role_known"),
            models.CheckConstraint(
                condition=Q(state__in=_STATES), name="people_person_state_known"
            ),
            models.CheckConstraint(
                condition=Q(language__in=LANGUAGES), name="people_person_language_known"
            ),
            models.CheckConstraint(
                condition=Q(role__in=_OUTSIDE, outside_company__isnull=False)
                | (~Q(role__in=_OUTSIDE) & Q(outside_company__isnull=True)),
                name="people_person_guests_have_a_company",
            ),
            models.CheckConstraint(
                condition=Q(line_manager=None) | ~Q(line_manager=F("id")),
                name="people_person_not_above_herself",
            ),
            models.CheckConstraint(
                condition=Q(state="left", left_at__isnull=False)
                | (~Q(state="left") & Q(left_at__isnull=True)),
                name="people_person_left_has_a_moment",
            ),
            models.CheckConstraint(
                condition=~Q(state="on_notice")
                | Q(notice_on__isnull=False, last_day_on__isnull=False),
                name="people_person_notice_has_days",
            ),
        ]
        indexes = [models.Index(fields=["name", "id"], name="people_person_by_name")]

    @property
    def is_active(self) -> bool:  # type: ignore[override]  # Django's own is a plain attribute
        """Say whether the doors open; sign-in and every request ask this."""
        return self.state_now in SIGNING_IN

    @property
    def state_now(self) -> State:
        """Where she stands at this moment: gone once her last day is over, written or not.

        The job that closes accounts only tidies up after it. No query, but for an owner on
        notice: the last owner stays, or nobody could open the house again.
        """
        state = State(self.state)
        if not is_over(state, self.last_day_on, house_day()):
            return state
        return state if self.is_last_owner else State.LEFT

    @property
    def is_last_owner(self) -> bool:
        """Whether no other owner may come in; one query for an owner, none for others.

        Of several owners whose last day is over, the one who goes last counts as the last.
        """
        if self.role != Role.OWNER.value:
            return False
        others = Person.objects.filter(role=self.role).exclude(pk=self.pk)
        stay = open_to()
        if is_over(State(self.state), self.last_day_on, house_day()):
            later = Q(last_day_on=self.last_day_on, pk__gt=self.pk)
            later |= Q(last_day_on__gt=self.last_day_on)
            stay |= Q(state=State.ON_NOTICE.value) & later
        return not others.filter(stay).exists()

    def __str__(self) -> str:
        return self.name


class ReportingLine(models.Model):
    """The closure of the org chart: `manager` stands somewhere above `report`."""

    manager = models.ForeignKey(Person, models.PROTECT, related_name="+")
    report = models.ForeignKey(Person, models.PROTECT, related_name="+")

    class Meta:
        db_table = "people_reporting_line"
        constraints = [
            models.UniqueConstraint(fields=["manager", "report"], name="people_line_once"),
            models.CheckConstraint(
                condition=~Q(manager=F("report")), name="people_line_has_no_circle"
            ),
        ]


class PostPeriod(models.Model):
    """The post somebody held from one moment to another.

    Never edited: `ends_at` closes it and a new row replaces it, so "whose manager was she
    on 3 May?" always has an answer.
    """

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    person = models.ForeignKey(Person, models.PROTECT, related_name="posts")
    role = models.CharField(max_length=20)
    team = models.ForeignKey(Team, models.PROTECT, null=True, related_name="+")
    line_manager = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+")
    starts_at = models.DateTimeField()
    ends_at = models.DateTimeField(null=True)  # exclusive; null: the post held now

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["person"], condition=Q(ends_at=None), name="people_post_one_at_a_time"
            ),
            models.CheckConstraint(
                condition=Q(ends_at=None) | Q(ends_at__gte=F("starts_at")),
                name="people_post_ends_after_it_starts",
            ),
        ]


class Invitation(models.Model):
    """A way in, once: the token lies here only as a SHA-256 digest."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    person = models.ForeignKey(Person, models.PROTECT, related_name="invitations")
    digest = models.BinaryField(max_length=32)
    made_at = models.DateTimeField()
    expires_at = models.DateTimeField()
    closed_at = models.DateTimeField(null=True)  # used, or replaced by another

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["digest"], name="people_invitation_digest_once"),
            models.UniqueConstraint(
                fields=["person"],
                condition=Q(closed_at=None),
                name="people_invitation_one_open_each",
            ),
        ]


class ApiToken(models.Model):
    """A key for programs, in somebody's name; only its SHA-256 digest lies here."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    person = models.ForeignKey(Person, models.PROTECT, related_name="tokens")
    name = models.CharField(max_length=60)
    digest = models.BinaryField(max_length=32)
    scopes = models.JSONField(default=list)
    made_at = models.DateTimeField()
    expires_at = models.DateTimeField()
    last_used_at = models.DateTimeField(null=True)
    ended_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["digest"], name="people_token_digest_once"),
        ]

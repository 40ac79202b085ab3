"""People, companies and who may do what in which."""

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.contrib.auth.models import PermissionsMixin
from django.core.validators import RegexValidator
from django.db import models
from django.db.models.functions import Lower
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from yangfan.accounts import nouns
from yangfan.accounts.tenancy import WorkspaceModel

INDUSTRIES = [
    ("manufacturing", _("Manufacturing and export")),
    ("consumer_goods", _("Consumer goods")),
    ("ecommerce", _("E-commerce and local services")),
    ("finance", _("Financial services")),
    ("healthcare", _("Healthcare")),
    ("education", _("Education and training")),
]
LANGUAGES = [("zh-hans", "简体中文"), ("en", "English")]


class UserManager(BaseUserManager):
    def create_user(self, email, password=None, **fields):
        user = self.model(email=self.normalize_email(email).lower(), **fields)
        user.set_password(password)
        user.save(using=self._db)
        return user

    def create_superuser(self, email, password=None, **fields):
        return self.create_user(email, password, is_staff=True, is_superuser=True, **fields)

    def get_by_natural_key(self, username):
        return self.get(email__iexact=username)


class User(AbstractBaseUser, PermissionsMixin):
    """A person. `is_superuser` marks the platform administrator."""

    email = models.EmailField(_("e-mail"), unique=True)
    name = models.CharField(_("name"), max_length=80, blank=True)
    language = models.CharField(_("language"), max_length=10, choices=LANGUAGES, default="zh-hans")
    is_active = models.BooleanField(default=True)
    is_staff = models.BooleanField(default=False)
    date_joined = models.DateTimeField(default=timezone.now)

    objects = UserManager()

    USERNAME_FIELD = "email"
    EMAIL_FIELD = "email"
    REQUIRED_FIELDS = []

    class Meta:
        constraints = [models.UniqueConstraint(Lower("email"), name="one_user_per_email")]

    def __str__(self):
        return self.name or self.email

    def get_full_name(self):
        return self.name or self.email

    def get_short_name(self):
        return self.name or self.email.partition("@")[0]


class Workspace(models.Model):
    """One company's data: the tenant."""

    name = models.CharField(_("company name"), max_length=120)
    slug = models.CharField(
        max_length=40, unique=True, validators=[RegexValidator(r"^[a-z0-9]([a-z0-9-]*[a-z0-9])?$")]
    )
    time_zone = models.CharField(_("time zone"), max_length=60, default="Asia/Shanghai")
    currency = models.CharField(_("currency"), max_length=3, default="CNY")
    language = models.CharField(_("main language"), max_length=10, choices=LANGUAGES, default="zh-hans")
    locales = models.JSONField(
        _("site languages"), default=list
    )  # codes of SITE_LANGUAGES, the main one first
    industry = models.CharField(_("industry"), max_length=20, choices=INDUSTRIES, default="manufacturing")
    noun = models.CharField(
        _("what a request is called"), max_length=12, choices=nouns.CHOICES, default=nouns.DEFAULT
    )
    colour = models.CharField(
        _("colour"), max_length=7, default="#0a4a5c", validators=[RegexValidator(r"^#[0-9a-fA-F]{6}$")]
    )
    gross_margin = models.DecimalField(
        _("gross margin, per cent"), max_digits=5, decimal_places=2, null=True, blank=True
    )
    live_on = models.DateField(_("site live since"), null=True, blank=True)
    # A workspace whose season is over is counted from and to these days; later clicks belong to "today" only.
    counting_from = models.DateField(null=True, blank=True)
    counting_to = models.DateField(null=True, blank=True)
    created_at = models.DateTimeField(default=timezone.now)
    members = models.ManyToManyField(User, through="Membership", related_name="workspaces")

    def __str__(self):
        return self.name

    @property
    def word(self) -> dict[str, str]:
        """The forms of the word for a request, for sentences and templates."""
        return nouns.NOUNS[self.noun].words()

    def counted(self, n: int) -> str:
        """Return "3 bookings"."""
        return nouns.NOUNS[self.noun].counted(n)

    @property
    def break_even_roi(self):
        """Revenue per unit of cost at which the gross margin pays the cost back; None when no margin is known."""
        return 100 / self.gross_margin if self.gross_margin else None


class Role(models.TextChoices):
    OWNER = "owner", _("Owner")
    MARKETER = "marketer", _("Marketer")
    SALES = "sales", _("Sales")
    VIEWER = "viewer", _("Viewer")


class Membership(WorkspaceModel):
    """What a person may do in a workspace."""

    user = models.ForeignKey(User, on_delete=models.CASCADE, related_name="memberships")
    role = models.CharField(max_length=10, choices=Role.choices)
    created_at = models.DateTimeField(default=timezone.now)

    class Meta(WorkspaceModel.Meta):
        constraints = [
            models.UniqueConstraint(fields=["workspace", "user"], name="one_membership_per_person")
        ]

    def __str__(self):
        return f"{self.user} · {self.role}"


# The slices' models belong to this app too.
from yangfan.accounts.audit.models import AuditEntry  # noqa: E402, F401
from yangfan.accounts.members.models import Invitation  # noqa: E402, F401
from yangfan.accounts.tokens.models import ApiToken  # noqa: E402, F401

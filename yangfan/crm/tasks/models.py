"""Tasks: what somebody of ours means to do about an inquiry, a deal or a person, and by when."""

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from yangfan.accounts.public import WorkspaceModel


class Task(WorkspaceModel):
    """One thing to do; a reminder goes out once, at `remind_at`."""

    title = models.CharField(_("what to do"), max_length=200)
    due_at = models.DateTimeField(_("due"), null=True, blank=True)
    remind_at = models.DateTimeField(null=True, blank=True)
    reminded_at = models.DateTimeField(null=True, blank=True)
    inquiry = models.ForeignKey(
        "crm.Inquiry", on_delete=models.CASCADE, null=True, blank=True, related_name="tasks"
    )
    deal = models.ForeignKey(
        "crm.Deal", on_delete=models.CASCADE, null=True, blank=True, related_name="tasks"
    )
    contact = models.ForeignKey(
        "crm.Contact", on_delete=models.CASCADE, null=True, blank=True, related_name="tasks"
    )
    assignee = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, blank=True, related_name="+"
    )
    made_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, blank=True, related_name="+"
    )
    done_at = models.DateTimeField(null=True, blank=True)
    created_at = models.DateTimeField(default=timezone.now)

    class Meta(WorkspaceModel.Meta):
        ordering = [models.F("due_at").asc(nulls_last=True), "pk"]
        indexes = [
            models.Index(fields=["workspace", "assignee", "due_at"], name="task_to_do", condition=models.Q(done_at=None)),
            models.Index(fields=["remind_at"], name="task_to_remind", condition=models.Q(done_at=None, reminded_at=None)),
        ]  # fmt: skip

    def __str__(self):
        return self.title

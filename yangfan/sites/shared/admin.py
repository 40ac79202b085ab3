"""Reusable blocks in the page editor: lists and choosers of one workspace only. Whose one is, the gate checks."""

from django.core.exceptions import PermissionDenied
from django.http import HttpResponseBadRequest
from django.utils.translation import gettext_lazy as _
from wagtail.snippets.views.chooser import ChooseResultsView, ChooseView, SnippetChooserViewSet
from wagtail.snippets.views.snippets import CreateView, EditView, SnippetViewSet

from yangfan.sites.shared.models import SharedBlock


def own(request, rows):
    """Keep the rows of the workspace one works in; the platform's own people see all."""
    workspace = getattr(request, "cms_workspace", None)
    if request.user.is_superuser and workspace is None:
        return rows
    return rows.filter(workspace=workspace)


class OwnRows:
    def get_object_list(self):
        return own(self.request, super().get_object_list())


class OwnChooseView(OwnRows, ChooseView):
    pass


class OwnChooseResultsView(OwnRows, ChooseResultsView):
    pass


class OwnChooserViewSet(SnippetChooserViewSet):
    choose_view_class = OwnChooseView
    choose_results_view_class = OwnChooseResultsView


class FromTheEditor:
    """Answers 400 to a form without its stream of blocks, which Wagtail would break on."""

    def post(self, request, *args, **kwargs):
        if "body-count" not in request.POST:
            return HttpResponseBadRequest()
        return super().post(request, *args, **kwargs)


class ChangeView(FromTheEditor, EditView):
    pass


class AddView(FromTheEditor, CreateView):
    def get_form(self, *args, **kwargs):
        form = super().get_form(*args, **kwargs)
        workspace = getattr(self.request, "cms_workspace", None)
        if workspace is None:
            raise PermissionDenied
        form.instance.workspace = workspace
        return form


class SharedBlockViewSet(SnippetViewSet):
    model = SharedBlock
    icon = "block-shared"
    menu_label = _("Reusable blocks")
    list_display = ["name", "locale"]
    add_view_class = AddView
    edit_view_class = ChangeView
    chooser_viewset_class = OwnChooserViewSet
    copy_view_enabled = False
    inspect_view_enabled = False

    def get_queryset(self, request):
        return own(request, SharedBlock.objects.all())

"""Hand out pictures and documents: to visitors only on their workspace's hosts, on the console only to its members."""

import mimetypes
from pathlib import PurePosixPath

from django.contrib.auth.decorators import login_required
from django.core.files.storage import default_storage
from django.http import FileResponse, Http404

from yangfan.accounts.public import Membership
from yangfan.sites.media.models import SiteDocument

PICTURE_FOLDERS = {"images", "renditions"}
SANDBOX = "default-src 'none'; style-src 'unsafe-inline'; sandbox"
INLINE = {"application/pdf", "video/mp4", "video/webm"}


def picture(request, workspace_id, path):
    """A picture of this site."""
    if workspace_id != request.site.workspace_id:
        raise Http404
    return send_picture(workspace_id, path, public=True)


@login_required
def picture_in_editor(request, workspace_id, path):
    """A picture in the editor: members only."""
    enter(request, workspace_id)
    return send_picture(workspace_id, path, public=False)


def document(request, pk, name):
    """A document of this site."""
    return send_document(SiteDocument.objects.filter(pk=pk, workspace_id=request.site.workspace_id).first())


@login_required
def document_in_editor(request, pk, name):
    """A document in the editor: members only."""
    found = SiteDocument.objects.filter(pk=pk).first()
    if found is None:
        raise Http404
    enter(request, found.workspace_id)
    return send_document(found)


def enter(request, workspace_id: int) -> None:
    """Raise Http404 unless this person belongs to the workspace."""
    mine = Membership.objects.across_workspaces().filter(workspace_id=workspace_id, user=request.user)
    if not request.user.is_superuser and not mine.exists():
        raise Http404


def send_picture(workspace_id: int, path: str, *, public: bool):
    parts = PurePosixPath(path).parts
    if len(parts) != 2 or parts[0] not in PICTURE_FOLDERS or ".." in parts or "\\" in path:
        raise Http404
    response = send(f"{workspace_id}/{path}")
    # A stored name is random and never written twice, so browsers may keep what they have.
    scope = "public" if public else "private"
    response.headers["Cache-Control"] = f"{scope}, max-age=31536000, immutable"
    return response


def send_document(found: SiteDocument | None):
    if found is None:
        raise Http404
    response = send(found.file.name)
    kind = response.headers["Content-Type"]
    response.as_attachment = kind not in INLINE
    response.filename = found.filename
    response.set_headers(response.file_to_stream)
    response.headers["Content-Type"] = kind
    response.headers["Cache-Control"] = "public, max-age=3600"
    return response


def send(name: str) -> FileResponse:
    """Stream a stored file, in a box where it can run nothing."""
    try:
        file = default_storage.open(name)
    except (FileNotFoundError, IsADirectoryError, NotADirectoryError, ValueError) as error:
        raise Http404 from error
    kind = mimetypes.guess_type(name)[0] or "application/octet-stream"
    response = FileResponse(file, content_type=kind)
    response.headers["X-Content-Type-Options"] = "nosniff"
    response.headers["Content-Security-Policy"] = (
        SANDBOX if kind != "application/pdf" else "object-src 'self'"
    )
    return response

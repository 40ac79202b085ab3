"""Put a picture or a document into a workspace's library."""

from django.core.files.base import ContentFile

from yangfan.accounts.public import User, Workspace
from yangfan.sites.gate.groups import collection_of
from yangfan.sites.media import svg
from yangfan.sites.media.models import SiteDocument, SiteImage


def add_image(
    *,
    workspace: Workspace,
    title: str,
    filename: str,
    data: bytes,
    actor: User | None = None,
    description: str = "",
) -> SiteImage:
    """Store a picture; an SVG is cleaned first. `description` is what a blind reader hears."""
    if filename.lower().endswith(".svg"):
        data = svg.clean(data)
    image = SiteImage(
        workspace=workspace,
        collection=collection_of(workspace),
        title=title,
        description=description,
        uploaded_by_user=actor,
    )
    image.file = ContentFile(data, name=filename)
    image._set_image_file_metadata()
    image.save()
    return image


def add_document(
    *, workspace: Workspace, title: str, filename: str, data: bytes, actor: User | None = None
) -> SiteDocument:
    """Store a file to download under the name the visitor will see."""
    document = SiteDocument(
        workspace=workspace,
        collection=collection_of(workspace),
        title=title,
        original_name=filename,
        uploaded_by_user=actor,
    )
    document.file = ContentFile(data, name=filename)
    document._set_document_file_metadata()
    document.save()
    return document

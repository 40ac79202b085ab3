"""What the worker does for pictures."""

from django_tasks import task

from yangfan.sites.media import pictures
from yangfan.sites.media.models import SiteImage


@task()
def make_sizes(image_id: int) -> None:
    """Make the sizes of one photo; a second run makes nothing. Quietly nothing when it is gone by now."""
    from yangfan.sites.pages import cache  # pages know media, so media learn of them late

    image = SiteImage.objects.filter(pk=image_id).first()
    if image is not None:
        pictures.make_all(image)
        cache.freshen_workspace(image.workspace_id)

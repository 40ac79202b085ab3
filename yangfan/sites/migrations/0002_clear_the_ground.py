"""Take away Wagtail's sample page, site and groups (they belong to nobody) and know our languages."""

from django.db import migrations


def clear(apps, schema_editor):
    apps.get_model("wagtailcore", "Site").objects.all().delete()
    pages = apps.get_model("wagtailcore", "Page").objects
    pages.filter(depth__gt=1).delete()
    pages.filter(depth=1).update(numchild=0)
    apps.get_model("auth", "Group").objects.filter(name__in=["Moderators", "Editors"]).delete()
    locales = apps.get_model("wagtailcore", "Locale").objects
    for code in ("zh-hans", "en"):
        locales.get_or_create(language_code=code)


class Migration(migrations.Migration):
    dependencies = [
        ("sites", "0001_initial"),
        ("wagtail_localize", "0001_initial"),
        ("wagtailadmin", "0001_create_admin_access_permissions"),
        ("wagtailimages", "0002_initial_data"),
        ("wagtaildocs", "0002_initial_data"),
    ]

    operations = [migrations.RunPython(clear, migrations.RunPython.noop)]

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("scenarios", "0001_initial")]

    operations = [
        migrations.AddField("setup", "files", models.JSONField(default=list)),
        migrations.AddField("appliedpage", "from_file", models.BooleanField(default=False)),
    ]

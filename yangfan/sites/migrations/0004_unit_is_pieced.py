from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("sites", "0003_forms_and_request_label")]

    operations = [
        migrations.AddField(
            model_name="unit",
            name="is_pieced",
            field=models.BooleanField(default=False),
        ),
    ]

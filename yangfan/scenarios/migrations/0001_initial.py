
import django.db.models.deletion
import django.db.models.manager
import django.utils.timezone
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    initial = True

    dependencies = [
        ('accounts', '0001_initial'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
        migrations.swappable_dependency(settings.WAGTAIL_PAGE_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name='Handover',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('state', models.CharField(choices=[('open', 'Waiting for the client'), ('changes', 'The client asks for changes'), ('approved', 'Approved'), ('taken_over', 'Taken over by the client'), ('withdrawn', 'Withdrawn')], default='open', max_length=10)),
                ('email', models.EmailField(max_length=254, verbose_name="client's e-mail")),
                ('language', models.CharField(max_length=10)),
                ('message', models.TextField(blank=True, max_length=1000, verbose_name='message to the client')),
                ('answer', models.TextField(blank=True, max_length=2000)),
                ('made_at', models.DateTimeField(default=django.utils.timezone.now)),
                ('expires_at', models.DateTimeField()),
                ('answered_at', models.DateTimeField(null=True)),
                ('taken_over_at', models.DateTimeField(null=True)),
                ('made_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('workspace', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='accounts.workspace')),
            ],
            options={
                'ordering': ['-made_at', '-pk'],
                'abstract': False,
                'base_manager_name': 'plain',
                'default_manager_name': 'objects',
            },
            managers=[
                ('objects', django.db.models.manager.Manager()),
                ('plain', django.db.models.manager.Manager()),
            ],
        ),
        migrations.CreateModel(
            name='SelfCheck',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('answers', models.JSONField(default=dict)),
                ('points', models.PositiveSmallIntegerField(default=0)),
                ('stage', models.CharField(max_length=12)),
                ('taken_at', models.DateTimeField(default=django.utils.timezone.now)),
                ('taken_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('workspace', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='accounts.workspace')),
            ],
            options={
                'ordering': ['-taken_at', '-pk'],
                'abstract': False,
                'base_manager_name': 'plain',
                'default_manager_name': 'objects',
            },
            managers=[
                ('objects', django.db.models.manager.Manager()),
                ('plain', django.db.models.manager.Manager()),
            ],
        ),
        migrations.CreateModel(
            name='Setup',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('state', models.CharField(choices=[('answering', 'Being answered'), ('building', 'Being built'), ('built', 'Built, not published'), ('publishing', 'Being published'), ('published', 'Published'), ('undone', 'Taken back'), ('stopped', 'Stopped')], default='answering', max_length=10)),
                ('step', models.PositiveSmallIntegerField(default=1)),
                ('pack', models.CharField(blank=True, max_length=40)),
                ('facts', models.JSONField(default=dict)),
                ('languages', models.JSONField(default=list)),
                ('look', models.JSONField(default=dict)),
                ('products', models.JSONField(default=list)),
                ('progress', models.JSONField(default=dict)),
                ('report', models.JSONField(default=dict)),
                ('made', models.JSONField(default=dict)),
                ('seconds', models.FloatField(default=0)),
                ('started_at', models.DateTimeField(default=django.utils.timezone.now)),
                ('changed_at', models.DateTimeField(default=django.utils.timezone.now)),
                ('built_at', models.DateTimeField(null=True)),
                ('published_at', models.DateTimeField(null=True)),
                ('started_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('workspace', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='accounts.workspace')),
            ],
            options={
                'abstract': False,
                'base_manager_name': 'plain',
                'default_manager_name': 'objects',
            },
            managers=[
                ('objects', django.db.models.manager.Manager()),
                ('plain', django.db.models.manager.Manager()),
            ],
        ),
        migrations.CreateModel(
            name='AppliedPage',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('path', models.CharField(max_length=200)),
                ('language', models.CharField(max_length=10)),
                ('is_new', models.BooleanField(default=True)),
                ('before_revision', models.BigIntegerField(null=True)),
                ('fingerprint', models.CharField(blank=True, max_length=64)),
                ('is_kept', models.BooleanField(default=False)),
                ('page', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to=settings.WAGTAIL_PAGE_MODEL)),
                ('workspace', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='accounts.workspace')),
                ('setup', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='pages', to='scenarios.setup')),
            ],
            options={
                'ordering': ['pk'],
                'abstract': False,
                'base_manager_name': 'plain',
                'default_manager_name': 'objects',
            },
            managers=[
                ('objects', django.db.models.manager.Manager()),
                ('plain', django.db.models.manager.Manager()),
            ],
        ),
        migrations.AddConstraint(
            model_name='setup',
            constraint=models.UniqueConstraint(fields=('workspace',), name='one_setup_per_workspace'),
        ),
        migrations.AddConstraint(
            model_name='appliedpage',
            constraint=models.UniqueConstraint(fields=('setup', 'language', 'path'), name='one_applied_page_per_place'),
        ),
    ]

"""The shell's own addresses. Each capability brings its own below /console/<workspace>/ (see config.urls)."""

from django.urls import path

from yangfan.console import panels, views
from yangfan.console.onboarding.views import workspace_new

C = "console/<slug:workspace>/"

urlpatterns = [
    path("", views.home, name="console_home"),
    path("console/", views.home, name="console_entry"),
    path("console/new/", workspace_new, name="workspace_new"),
    path(C, views.today, name="console_today"),
    path(C + "today/numbers/", panels.numbers, name="today_numbers"),
    path(C + "today/first/", panels.first, name="today_first"),
    path(C + "today/live/", panels.live, name="today_live"),
    path(C + "today/missing/", panels.missing, name="today_missing"),
    path(C + "today/jobs/", panels.jobs, name="today_jobs"),
    path(C + "jobs/", views.job_log, name="job_log"),
    path(C + "jobs/<str:key>/switch/", views.switch_job, name="job_switch"),
    path(C + "more/", views.more, name="console_more"),
    path(C + "search/", views.search, name="console_search"),
    path(C + "help/", views.help_page, name="console_help"),
    path(C + "kit/", views.kit, name="console_kit"),
]

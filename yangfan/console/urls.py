"""The shell's own addresses. Each capability brings its own below /console/<workspace>/ (see config.urls)."""

from django.urls import path

from yangfan.console import panels, views
from yangfan.console.attention import views as attention
from yangfan.console.autopilot import views as autopilot
from yangfan.console.letters import views as letters
from yangfan.console.onboarding.views import workspace_new

C = "console/<slug:workspace>/"

urlpatterns = [
    path("", views.home, name="console_home"),
    path("console/", views.home, name="console_entry"),
    path("letters/off/<str:signed>/", letters.off, name="letters_off"),
    path("console/new/", workspace_new, name="workspace_new"),
    path(C, views.today, name="console_today"),
    path(C + "today/numbers/", panels.numbers, name="today_numbers"),
    path(C + "today/first/", panels.first, name="today_first"),
    path(C + "today/live/", panels.live, name="today_live"),
    path(C + "today/missing/", attention.panel, name="today_missing"),
    path(C + "today/missing/put-off/", attention.put_off, name="today_put_off"),
    path(C + "today/missing/put-back/", attention.put_back, name="today_put_back"),
    path(C + "today/jobs/", panels.jobs, name="today_jobs"),
    path(C + "jobs/", autopilot.overview, name="autopilot"),
    path(C + "jobs/log/", autopilot.log, name="job_log"),
    path(C + "jobs/letters/", letters.own, name="letters_own"),
    path(C + "jobs/<str:key>/", autopilot.row, name="job_row"),
    path(C + "jobs/<str:key>/switch/", autopilot.switch, name="job_switch"),
    path(C + "jobs/<str:key>/run/", autopilot.run_now, name="job_run"),
    path(C + "jobs/<str:key>/plan/", autopilot.plan, name="job_plan"),
    path(C + "more/", views.more, name="console_more"),
    path(C + "search/", views.search, name="console_search"),
    path(C + "help/", views.help_page, name="console_help"),
    path(C + "kit/", views.kit, name="console_kit"),
]

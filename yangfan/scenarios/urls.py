"""Addresses below /console/<workspace>/, and the client's link."""

from django.urls import path

from yangfan.scenarios.assisted import views as assisted
from yangfan.scenarios.material import views as material
from yangfan.scenarios.selfcheck import views as selfcheck
from yangfan.scenarios.wizard import views as wizard

C = "console/<slug:workspace>/setup/"

urlpatterns = [
    path(C, wizard.setup, name="setup"),
    path(C + "check/", selfcheck.self_check, name="self_check"),
    path(C + "check/result/", selfcheck.self_check_result, name="self_check_result"),
    path(C + "step/<int:number>/", wizard.setup_step, name="setup_step"),
    path(C + "read/", wizard.setup_read, name="setup_read"),
    path(C + "result/", wizard.setup_result, name="setup_result"),
    path(C + "material/", material.setup_material, name="setup_material"),
    path(C + "material/keywords/", material.setup_keywords, name="setup_keywords"),
    path(C + "pages/<int:pk>/", wizard.setup_preview, name="setup_preview"),
    path(C + "build/", wizard.setup_build, name="setup_build"),
    path(C + "publish/", wizard.setup_publish, name="setup_publish"),
    path(C + "undo/", wizard.setup_undo, name="setup_undo"),
    path(C + "plain/", wizard.setup_plain, name="setup_plain"),
    path(C + "handover/", assisted.setup_handover, name="setup_handover"),
    path("handover/<str:signed>/", assisted.handover, name="handover"),
    path("handover/<str:signed>/look.css", assisted.handover_look, name="handover_look"),
    path("handover/<str:signed>/pages/<int:pk>/", assisted.handover_page, name="handover_page"),
]

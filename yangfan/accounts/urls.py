"""Addresses of accounts. Of django-allauth only what we use: every further door would have to be guarded."""

from allauth.account import views as allauth
from django.urls import path, re_path

from yangfan.accounts.audit import views as audit
from yangfan.accounts.entrance import views as entrance
from yangfan.accounts.members import views as members
from yangfan.accounts.people import views as people
from yangfan.accounts.tokens import views as tokens
from yangfan.accounts.workspaces import views as workspaces

C = "console/<slug:workspace>/"

urlpatterns = [
    path("accounts/login/", allauth.login, name="account_login"),
    path("accounts/logout/", allauth.logout, name="account_logout"),
    path("accounts/signup/", allauth.signup, name="account_signup"),
    path("accounts/inactive/", allauth.account_inactive, name="account_inactive"),
    path("accounts/password/change/", entrance.password_change, name="account_change_password"),
    path("accounts/password/reset/", allauth.password_reset, name="account_reset_password"),
    path("accounts/password/reset/done/", allauth.password_reset_done, name="account_reset_password_done"),
    re_path(
        r"^accounts/password/reset/key/(?P<uidb36>[0-9A-Za-z]+)-(?P<key>.+)/$",
        allauth.password_reset_from_key,
        name="account_reset_password_from_key",
    ),
    path(
        "accounts/password/reset/key/done/",
        allauth.password_reset_from_key_done,
        name="account_reset_password_from_key_done",
    ),
    path("accounts/language/", entrance.person_language, name="person_language"),
    path("accounts/join/<str:signed>/", entrance.invitation, name="invitation"),
    path("accounts/demo/<slug:key>/", entrance.demo_login, name="demo_login"),
    path("platform/", workspaces.platform, name="platform"),
    path(C + "profile/", people.profile, name="profile"),
    path(C + "profile/password/", people.password, name="profile_password"),
    path(C + "settings/", workspaces.settings_home, name="settings"),
    path(C + "settings/workspace/", workspaces.general, name="settings_workspace"),
    path(C + "settings/team/", members.team, name="team"),
    path(C + "settings/team/leave/", members.leave, name="team_leave"),
    path(C + "settings/team/<int:pk>/role/", members.role, name="member_role"),
    path(C + "settings/team/<int:pk>/remove/", members.remove, name="member_remove"),
    path(C + "settings/team/invitations/<int:pk>/send/", members.send_again, name="invitation_send"),
    path(C + "settings/team/invitations/<int:pk>/withdraw/", members.withdraw, name="invitation_withdraw"),
    path(C + "settings/audit/", audit.trail, name="audit"),
    path(C + "settings/tokens/", tokens.tokens, name="tokens"),
    path(C + "settings/tokens/<int:pk>/revoke/", tokens.revoke, name="token_revoke"),
]

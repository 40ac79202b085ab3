"""Addresses of the connectors below /console/<workspace>/."""

from django.urls import path

from yangfan.connectors.mail import incoming_views as incoming
from yangfan.connectors.mail import views as mail
from yangfan.connectors.oauth import views as oauth
from yangfan.connectors.outgoing import views as outgoing
from yangfan.connectors.platforms import views as platforms

urlpatterns = [
    path("settings/mail/", mail.mail_account, name="mail_account"),
    path("settings/mail/delete/", mail.delete_account, name="mail_account_delete"),
    path("settings/mail/in/", incoming.mailboxes, name="mailboxes"),
    path("settings/mail/in/new/", incoming.mailbox, name="mailbox_new"),
    path("settings/mail/in/<int:pk>/", incoming.mailbox, name="mailbox"),
    path("settings/mail/in/<int:pk>/test/", incoming.test_mailbox, name="mailbox_test"),
    path("settings/mail/in/<int:pk>/delete/", incoming.delete_mailbox, name="mailbox_delete"),
    path("mails/", incoming.mails, name="incoming_mails"),
    path("mails/<int:pk>/", incoming.mail, name="incoming_mail"),
    path("mails/<int:pk>/mail.eml", incoming.mail_file, name="incoming_mail_file"),
    path("mails/<int:pk>/inquiry/", incoming.make_inquiry, name="incoming_mail_inquiry"),
    path("settings/platforms/", platforms.platform_accounts, name="platform_accounts"),
    path("settings/platforms/new/<slug:connector>/", platforms.connect, name="platform_connect"),
    path("settings/platforms/<int:pk>/", platforms.platform_account, name="platform_account"),
    path("settings/platforms/<int:pk>/check/", platforms.check, name="platform_check"),
    path("settings/platforms/<int:pk>/disconnect/", platforms.disconnect, name="platform_disconnect"),
    path("settings/platforms/deliveries/", platforms.deliveries, name="webhook_deliveries"),
    path("settings/platforms/deliveries/<int:pk>/again/", platforms.run_again, name="webhook_again"),
    path("settings/platforms/<int:pk>/authorise/", oauth.authorise, name="platform_authorise"),
    path("settings/platforms/<int:pk>/granted/", oauth.finish, name="platform_finish"),
    path("settings/platforms/<int:pk>/log/", platforms.exchanges, name="platform_log"),
    path("settings/platforms/out/", outgoing.dispatches, name="dispatches"),
    path("settings/platforms/out/<int:pk>/again/", outgoing.again, name="dispatch_again"),
    path("settings/platforms/out/<int:pk>/recall/", outgoing.recall, name="dispatch_recall"),
    path("settings/platforms/out/<int:pk>/there/", outgoing.there, name="dispatch_there"),
    path("outbox/", mail.outbox, name="outbox"),
    path("outbox/<int:pk>/", mail.outbox_mail, name="outbox_mail"),
    path("outbox/<int:pk>/mail.eml", mail.outbox_file, name="outbox_file"),
]

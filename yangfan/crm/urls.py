"""Addresses of the CRM below /console/<workspace>/."""

from django.urls import path

from yangfan.crm.alerts import views as alerts
from yangfan.crm.assignment import views as assignment
from yangfan.crm.chat import views as chat
from yangfan.crm.clock import views as clock
from yangfan.crm.conversations import canned_views as canned
from yangfan.crm.conversations import message_views as messages
from yangfan.crm.conversations import note_views
from yangfan.crm.conversations import views as conversations
from yangfan.crm.customers.urls import urlpatterns as customers_urls
from yangfan.crm.deals import forecast_views, pipeline_views
from yangfan.crm.deals import views as deals
from yangfan.crm.drafts import views as drafts
from yangfan.crm.inbox import deeds as inbox
from yangfan.crm.inbox.screens import inbox as inbox_list
from yangfan.crm.inquiries import deeds, screens
from yangfan.crm.privacy import views as privacy
from yangfan.crm.revenue import views as revenue
from yangfan.crm.scoring import views as scoring
from yangfan.crm.tasks import views as tasks
from yangfan.crm.understanding import views as understanding

urlpatterns = [
    *customers_urls,
    path("inquiries/", inbox_list, name="crm_inbox"),
    path("inquiries/several/", inbox.several, name="crm_several"),
    path("inquiries/several/<int:pk>/undo/", inbox.undo_several, name="crm_several_undo"),
    path("inquiries/views/", inbox.save_view, name="crm_view_save"),
    path("inquiries/views/<int:pk>/delete/", inbox.delete_view, name="crm_view_delete"),
    path("inquiries/merges/<int:pk>/undo/", inbox.unmerge, name="crm_unmerge"),
    path("inquiries/rules/", assignment.rules, name="crm_rules"),
    path("inquiries/rules/new/", assignment.rule, name="crm_rule_new"),
    path("inquiries/rules/away/", assignment.away, name="crm_away"),
    path("inquiries/rules/<int:pk>/", assignment.rule, name="crm_rule"),
    path("inquiries/rules/<int:pk>/move/", assignment.move, name="crm_rule_move"),
    path("inquiries/rules/<int:pk>/delete/", assignment.delete, name="crm_rule_delete"),
    path("settings/hours/", clock.clock, name="crm_clock"),
    path("inquiries/new/", deeds.log, name="crm_log"),
    path("inquiries/import/", deeds.import_file, name="crm_import"),
    path("inquiries/texts/", canned.canned, name="crm_canned"),
    path("inquiries/texts/<int:pk>/", canned.canned, name="crm_canned_text"),
    path("inquiries/<int:number>/", screens.inquiry, name="crm_inquiry"),
    path("inquiries/<int:number>/snooze/", inbox.snooze, name="crm_snooze"),
    path("inquiries/<int:number>/merge/", inbox.merge, name="crm_inquiry_merge"),
    path("inquiries/<int:number>/path/", screens.path, name="crm_path"),
    path("inquiries/<int:number>/reply/", conversations.reply, name="crm_reply"),
    path("inquiries/<int:number>/log/", conversations.log_answer, name="crm_log_answer"),
    path("inquiries/<int:number>/spam/", deeds.spam, name="crm_spam"),
    path("inquiries/<int:number>/spam/undo/", deeds.unspam, name="crm_inquiry_unspam"),
    path("inquiries/<int:number>/spam/again/", deeds.spam_again, name="crm_inquiry_spam_again"),
    path("inquiries/<int:number>/assign/", deeds.assign, name="crm_assign"),
    path("inquiries/<int:number>/status/", deeds.status, name="crm_status"),
    path("inquiries/<int:number>/note/", note_views.note, name="crm_note"),
    path("inquiries/<int:number>/wants/<slug:what>/", understanding.correct, name="crm_understanding"),
    path("inquiries/<int:number>/wants/<slug:what>/undo/", understanding.undo, name="crm_understanding_undo"),
    path("inquiries/<int:number>/deal/", deals.open_from_inquiry, name="crm_open_deal"),
    path("inquiries/<int:number>/preview/", conversations.preview, name="crm_preview"),
    path("inquiries/<int:number>/present/", messages.present, name="crm_present"),
    path("notes/<int:pk>/", note_views.change, name="crm_note_change"),
    path("messages/<int:pk>/", messages.message, name="crm_message"),
    path("messages/<int:pk>/language/", messages.language, name="crm_message_language"),
    path("messages/<int:pk>/translate/", messages.translate, name="crm_translate"),
    path("messages/<int:pk>/translation/", messages.correct_translation, name="crm_correct_translation"),
    path("messages/<int:pk>/take-back/", conversations.take_back, name="crm_take_back"),
    path("messages/<int:pk>/again/", messages.send_again, name="crm_send_again"),
    path("attachments/<int:pk>/", conversations.attachment, name="crm_attachment"),
    path("deals/", deals.deals, name="crm_deals"),
    path("deals/new/", deals.new_deal, name="crm_deal_new"),
    path("deals/<int:pk>/", deals.deal, name="crm_deal"),
    path("deals/<int:pk>/change/", deals.change, name="crm_deal_change"),
    path("deals/<int:pk>/move/", deals.move, name="crm_deal_move"),
    path("deals/<int:pk>/win/", deals.win, name="crm_deal_win"),
    path("deals/<int:pk>/lose/", deals.lose, name="crm_deal_lose"),
    path("deals/<int:pk>/reopen/", deals.reopen, name="crm_deal_reopen"),
    path("deals/<int:pk>/lines/", deals.lines, name="crm_deal_lines"),
    path("deals/lost/", deals.lost, name="crm_lost"),
    path("deals/forecast/", forecast_views.show, name="crm_forecast"),
    path("settings/pipelines/", pipeline_views.pipelines, name="crm_pipelines"),
    path("settings/pipelines/new/", pipeline_views.add, name="crm_pipeline_new"),
    path("settings/pipelines/<int:pk>/", pipeline_views.change, name="crm_pipeline_change"),
    path("settings/pipelines/<int:pk>/delete/", pipeline_views.delete, name="crm_pipeline_delete"),
    path("tasks/", tasks.tasks, name="crm_tasks"),
    path("tasks/new/", tasks.add, name="crm_task_new"),
    path("tasks/of/<slug:kind>/<int:pk>/", tasks.card, name="crm_tasks_of"),
    path("tasks/<int:pk>/", tasks.task, name="crm_task"),
    path("tasks/<int:pk>/tick/", tasks.tick, name="crm_task_tick"),
    path("tasks/<int:pk>/untick/", tasks.untick, name="crm_task_untick"),
    path("tasks/<int:pk>/delete/", tasks.delete, name="crm_task_delete"),
    path("orders/", revenue.orders, name="crm_orders"),
    path("orders/import/", revenue.import_file, name="crm_orders_import"),
    path("orders/imports/<int:pk>/undo/", revenue.undo, name="crm_orders_undo"),
    path("inquiries/<int:number>/chat/", chat.presence, name="crm_chat"),
    path("inquiries/<int:number>/chat/listen/", chat.listen_chat, name="crm_chat_listen"),
    path("inquiries/<int:number>/chat/typing/", chat.typing, name="crm_chat_typing"),
    path("inquiries/<int:number>/chat/seen/", chat.seen, name="crm_chat_seen"),
    path("inquiries/<int:number>/chat/end/", chat.end, name="crm_chat_end"),
    path("inquiries/live/", chat.listen, name="crm_live"),
    path("settings/chat/", chat.chat_settings, name="crm_chat_settings"),
    path("inquiries/<int:number>/draft/", drafts.panel, name="crm_draft"),
    path("inquiries/<int:number>/draft/write/", drafts.write, name="crm_draft_write"),
    path("settings/lead-scores/", scoring.lead_scores, name="crm_lead_scores"),
    path("settings/lead-scores/train/", scoring.train_now, name="crm_lead_train"),
    path("settings/lead-scores/choose/", scoring.choose, name="crm_lead_choose"),
    path("contacts/<int:pk>/privacy/", privacy.person, name="crm_person"),
    path("contacts/<int:pk>/privacy/export/", privacy.export, name="crm_person_export"),
    path("contacts/<int:pk>/privacy/erase/", privacy.erase, name="crm_person_erase"),
    path("settings/privacy/", privacy.settings, name="crm_privacy"),
    path("bell/", alerts.bell_panel, name="crm_bell"),
    path("bell/seen/", alerts.bell_seen, name="crm_bell_seen"),
    path("settings/alerts/", alerts.alert_settings, name="crm_alerts"),
    path("settings/alerts/new/", alerts.target, name="crm_alert_new"),
    path("settings/alerts/<int:pk>/", alerts.target, name="crm_alert_target"),
    path("settings/alerts/<int:pk>/test/", alerts.send_test, name="crm_alert_test"),
    path("settings/alerts/<int:pk>/delete/", alerts.delete_target, name="crm_alert_delete"),
]

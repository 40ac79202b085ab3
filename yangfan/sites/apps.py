from datetime import timedelta

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class SitesConfig(AppConfig):
    name = "yangfan.sites"
    label = "sites"
    verbose_name = _("Sites")

    def ready(self):
        from yangfan.accounts import public as accounts
        from yangfan.core.jobs import autopilot
        from yangfan.core.ui import missing, search, slots
        from yangfan.core.ui.navigation import MenuItem, menu
        from yangfan.crm import public as crm
        from yangfan.sites.gate import filters
        from yangfan.sites.hosts import domains
        from yangfan.sites.pages import entry_points, passages
        from yangfan.sites.redirects import automatic
        from yangfan.sites.screens import registered
        from yangfan.sites.seo import audits
        from yangfan.sites.translation import kinds

        menu.register(
            MenuItem(
                key="sites",
                label=_("Site"),
                icon="world-www",
                url_name="sites_pages",
                order=30,
                on_phone=True,
                phone_label=_("Site"),
                phone_order=40,
            )
        )
        accounts.register_audit_titles(
            {
                "site_look_changed": _("Look of the site changed"),
                "site_hosts_changed": _("Hosts of the site changed"),
                "redirect_added": _("Redirect added"),
                "redirect_removed": _("Redirect removed"),
                "site_approval_changed": _("Approval before publishing changed"),
                "page_trashed": _("Page put into the trash"),
                "page_restored": _("Page restored from the trash"),
                "page_removed": _("Page deleted for good"),
                "root_file_saved": _("Proof of ownership saved"),
                "root_file_deleted": _("Proof of ownership removed"),
                "root_settings_saved": _("Crawlers, icon and 404 page changed"),
                "products_imported": _("Products imported"),
                "products_import_undone": _("Import of products taken back"),
                "products_published": _("Products published"),
                "products_unpublished": _("Products taken down"),
                "attribute_saved": _("Product attribute saved"),
                "letter_changed": _("Letter to visitors changed"),
                "attribute_deleted": _("Product attribute deleted"),
            }
        )
        accounts.workspace_listeners.register(
            accounts.WorkspaceListener(key="sites", changed=registered.workspace_changed)
        )
        slots.foot_links.register(
            slots.FootLink(
                key="view_site", label=_("View site"), icon="external-link", address=registered.view_address
            )
        )
        search.providers.register(
            search.Provider(key="pages", title=_("Pages"), find=registered.find_pages, order=50)
        )
        missing.checks.register(missing.Check(key="sites", look=registered.what_is_missing, order=30))
        missing.checks.register(
            missing.Check(
                key="approval", look=registered.waits_for_approval, order=18, roles=frozenset({"owner"})
            )
        )
        crm.answer_sources.register(crm.AnswerSource(key="sites", passages=passages.passages_of))
        crm.product_sources.register(crm.ProductSource(key="sites", names=registered.product_names))
        crm.page_sources.register(crm.PageSource(key="sites", titles=registered.page_titles))
        crm.chat_listeners.register(crm.ChatListener(key="sites", changed=registered.chat_changed))
        autopilot.groups.register(autopilot.Group("sites", _("Website"), 20))
        autopilot.register(
            autopilot.Job(
                key=domains.JOB,
                title=_("Domain check"),
                what=_(
                    "Looks whether your domains still lead to your website, and says what to enter if not."
                ),
                order=62,
                group="sites",
                plan=domains.PLAN,
                run_for=domains.check_domains,
            )
        )
        autopilot.register(
            autopilot.Job(
                key="publish_scheduled",
                title=_("Publish on time"),
                what=_("Publishes pages, and takes them down, at the time set in the editor."),
                order=60,
                every=timedelta(minutes=1),
                run=registered.publish_scheduled,
                hidden=True,
            )
        )
        autopilot.register(
            autopilot.Job(
                key="empty_page_trash",
                title=_("Empty the trash"),
                what=_("Deletes pages for good that have waited in the trash for 30 days."),
                order=61,
                every=timedelta(days=1),
                run=registered.empty_trash,
                hidden=True,
            )
        )
        autopilot.register(
            autopilot.Job(
                key=audits.JOB,
                title=_("SEO audit"),
                what=_("Looks at every page once a week, and says which ones search engines will like less."),
                order=65,
                group="sites",
                plan=audits.PLAN,
                run_for=audits.audit_by_itself,
                shortest=timedelta(days=1),
                at_once=True,
            )
        )
        kinds.register()
        entry_points.listen()
        automatic.listen()
        filters.close()

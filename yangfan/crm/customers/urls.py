"""Addresses of the customer book below /console/<workspace>/."""

from django.urls import path

from yangfan.crm.companies import views as companies
from yangfan.crm.contacts import views as contacts
from yangfan.crm.customers import views
from yangfan.crm.customers.imports import views as imports
from yangfan.crm.merging import views as merging

urlpatterns = [
    path("contacts/", contacts.contacts, name="crm_contacts"),
    path("contacts/new/", contacts.contact_new, name="crm_contact_new"),
    path("contacts/several/", views.contacts_several, name="crm_contacts_several"),
    path("contacts/doubles/", merging.doubles, name="crm_doubles"),
    path("contacts/doubles/<int:pk>/different/", merging.keep_apart, name="crm_double_keep"),
    path("contacts/merges/<int:pk>/undo/", merging.merge_undo, name="crm_merge_undo"),
    path("contacts/tags/<str:signed>/undo/", views.tags_undo, name="crm_tags_undo"),
    path("contacts/filters/", views.filter_save, name="crm_filter_save"),
    path("contacts/filters/<int:pk>/delete/", views.filter_delete, name="crm_filter_delete"),
    path("contacts/fields/", views.own_fields, name="crm_fields"),
    path("contacts/fields/<int:pk>/", views.own_fields, name="crm_field"),
    path("contacts/fields/<int:pk>/remove/", views.own_field_remove, name="crm_field_remove"),
    path("contacts/import/", imports.imports, name="crm_imports"),
    path("contacts/import/<int:pk>/", imports.import_run, name="crm_import_run"),
    path("contacts/import/<int:pk>/progress/", imports.import_progress, name="crm_import_progress"),
    path("contacts/import/<int:pk>/errors/", imports.import_errors, name="crm_import_errors"),
    path("contacts/import/<int:pk>/undo/", imports.import_undo, name="crm_import_undo"),
    path("contacts/import/<int:pk>/discard/", imports.import_discard, name="crm_import_discard"),
    path("contacts/<int:pk>/", contacts.contact, name="crm_contact"),
    path("contacts/<int:pk>/timeline/", contacts.contact_timeline, name="crm_contact_timeline"),
    path("contacts/<int:pk>/edit/", contacts.contact_edit, name="crm_contact_edit"),
    path("contacts/<int:pk>/tag/", views.contact_tag, name="crm_contact_tag"),
    path("contacts/<int:pk>/note/", views.contact_note, name="crm_contact_note"),
    path("contacts/<int:pk>/merge/<int:other_pk>/", merging.merge, name="crm_merge"),
    path("companies/", companies.companies, name="crm_companies"),
    path("companies/several/", views.companies_several, name="crm_companies_several"),
    path("companies/<int:pk>/", companies.company, name="crm_company"),
    path("companies/<int:pk>/timeline/", companies.company_timeline, name="crm_company_timeline"),
    path("companies/<int:pk>/edit/", companies.company_edit, name="crm_company_edit"),
    path("companies/<int:pk>/tag/", views.company_tag, name="crm_company_tag"),
    path("companies/<int:pk>/note/", views.company_note, name="crm_company_note"),
]

"""The REST interface at /api/v1/: OpenAPI 3.1 at /api/v1/openapi.json."""

from django.urls import path
from ninja import NinjaAPI

from yangfan.api import contacts, deals, inquiries, problems, revenue
from yangfan.api.auth import TokenAuth

api = NinjaAPI(
    title="Yangfan", version="1", description="Inquiries, deals and revenue of one workspace; a token names the workspace.",
    auth=TokenAuth(), urls_namespace="api", docs_url=None,
)  # fmt: skip
problems.install(api)
api.add_router("", inquiries.router)
api.add_router("", contacts.router)
api.add_router("", deals.router)
api.add_router("", revenue.router)

urlpatterns = [path("", api.urls)]

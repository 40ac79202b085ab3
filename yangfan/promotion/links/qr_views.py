"""QR codes of links: as files, and as a sheet to print."""

from django.http import HttpResponse, HttpResponseBadRequest
from django.shortcuts import get_object_or_404, render
from django.utils.http import content_disposition_header
from django.utils.safestring import mark_safe

from yangfan.accounts.public import EVERYONE, workspace_view
from yangfan.promotion.links import addresses, forms, qr
from yangfan.promotion.links.models import Link
from yangfan.promotion.links.views import SECTION

MOST_ON_SHEET = 400
KINDS = {"svg": "image/svg+xml", "png": "image/png", "pdf": "application/pdf"}


@workspace_view(EVERYONE)
def code(request, pk, kind):
    """The code of one link as a file; `?show=1` to look at it."""
    link = get_object_or_404(Link.objects.of(request.workspace).select_related("workspace"), pk=pk)
    form = forms.QrForm(
        {name: field.initial for name, field in forms.QrForm.base_fields.items()} | request.GET.dict()
    )
    if not form.is_valid():
        return HttpResponseBadRequest(
            " ".join(sum(form.errors.values(), [])), content_type="text/plain; charset=utf-8"
        )
    try:
        data = _drawn(
            kind, addresses.short_address(request.workspace, link.code), _look(request, form.cleaned_data)
        )
    except qr.QrRefused as refused:
        return HttpResponseBadRequest(str(refused), content_type="text/plain; charset=utf-8")
    response = HttpResponse(data, content_type=KINDS[kind])
    shown = request.GET.get("show") == "1"
    response["Content-Disposition"] = content_disposition_header(not shown, f"qr-{link.code}.{kind}")
    response["Cache-Control"] = "private, max-age=60"
    return response


def _look(request, said: dict) -> qr.Look:
    logo = qr.logo_of(request.workspace) if said["logo"] else None
    return qr.Look(
        dark=said["dark"], light=said["light"], size=said["size"], border=said["border"], logo=logo
    )


def _drawn(kind: str, address: str, look: qr.Look) -> bytes:
    if kind == "svg":
        return qr.draw_svg(address, look).encode()
    return (qr.draw_png if kind == "png" else qr.draw_pdf)(address, look)


@workspace_view(EVERYONE)
def sheet(request):
    """Many codes on paper: columns, copies and captions as chosen."""
    ids = [int(one) for one in request.GET.get("ids", "").split(",") if one.isdigit()][:MOST_ON_SHEET]
    rows = list(Link.objects.of(request.workspace).filter(pk__in=ids).order_by("title", "code"))
    form = forms.SheetForm(
        {name: field.initial for name, field in forms.SheetForm.base_fields.items()} | request.GET.dict()
    )
    said = (
        form.cleaned_data
        if form.is_valid()
        else {"columns": 3, "copies": 1, "caption": "both", "logo": False}
    )
    look = qr.Look(size=400, logo=qr.logo_of(request.workspace) if said["logo"] else None)
    codes = []
    for link in rows:
        short = addresses.short_address(request.workspace, link.code)
        codes += [{"link": link, "short": short, "drawing": mark_safe(qr.draw_svg(short, look))}] * said[
            "copies"
        ]  # noqa: S308 - our own drawing
    context = {"codes": codes[:MOST_ON_SHEET], "form": form, "said": said, "ids": ",".join(map(str, ids))}
    return render(request, "promotion/links/sheet.html", SECTION | context)

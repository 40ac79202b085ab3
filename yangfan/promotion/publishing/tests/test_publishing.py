"""Said once, shown everywhere: drafted by each platform's rules, planned, sent once, measured, handed over, kept apart."""

import io
from datetime import timedelta
from urllib.parse import parse_qs, urlsplit

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone
from PIL import Image

from yangfan.connectors import public as connectors
from yangfan.connectors.notify.models import NotifyTarget
from yangfan.promotion.publishing import actions, measures
from yangfan.promotion.publishing.models import Content, Post, PostDay

pytestmark = pytest.mark.django_db


@pytest.fixture
def base(workspace):
    return f"/console/{workspace.slug}/promote/posts/"


def words(**more):
    return {
        "title": "A new palletiser", "text": "It stacks 24 boxes a minute. It fits where two pallets stand. Ask for a film.",
        "link": "https://tidelane.example/en/products/p180/?ref=1", "language": "en", "tags": "#robots, palletising",
        "campaign": "Spring fair", "accounts": [], **more,
    }  # fmt: skip


@pytest.fixture
def written(client_of, marketer, base, workspace, account, photo):
    """Write it, for the wall, with a picture; returns its post."""
    given = words(accounts=[account.pk], pictures=[photo.pk])
    answer = client_of(marketer).post(f"{base}new/", given)
    assert answer.status_code == 302, answer.content.decode()
    return Post.objects.of(workspace).get()


def send(client, base, post, **more):
    prefix = f"post{post.pk}"
    given = {f"{prefix}-text": post.text, f"{prefix}-tags": " ".join(post.tags), "then": "plan"}
    given |= {f"{prefix}-pictures": post.picture_ids, **more}
    return client.post(f"{base}post/{post.pk}/save/", given)


def test_it_is_drafted_within_the_platforms_length_at_a_sentences_end(written):
    assert (
        written.state == "draft"
        and written.tags == ["robots", "palletising"]
        and len(written.picture_ids) == 1
    )
    assert written.text == "A new palletiser\n\nIt stacks 24 boxes a minute."
    assert not actions.faults_in(written)


def test_a_post_goes_out_once_with_a_tracked_link_and_pictures_within_the_rules(
    written, wall, client_of, marketer, base, django_capture_on_commit_callbacks
):
    with django_capture_on_commit_callbacks(execute=True):
        send(client_of(marketer), base, written)
    written.refresh_from_db()
    assert (written.state, written.remote_id, written.url) == ("out", "1", "https://wall.example/1")
    [piece] = wall.shown.values()
    query = parse_qs(urlsplit(piece.link).query)
    assert (
        query["utm_source"] == ["wall"] and query["utm_campaign"] == ["spring-fair"] and query["ref"] == ["1"]
    )
    assert Image.open(io.BytesIO(piece.pictures[0].data)).width == 400 and piece.pictures[0].alt == "A robot"


def test_a_planned_post_waits_and_can_be_moved_and_taken_back(
    written, wall, client_of, marketer, base, workspace
):
    client, day = client_of(marketer), timezone.localtime() + timedelta(days=2)
    send(client, base, written, **{f"when{written.pk}-at": f"{day:%Y-%m-%dT10:00}"})
    written.refresh_from_db()
    assert written.state == "planned" and not wall.shown
    assert "A new palletiser" in client.get(f"{base}?view=week&from={day:%Y-%m-%d}").content.decode()
    later = f"{day + timedelta(days=3):%Y-%m-%d}"
    assert client.post(f"{base}post/{written.pk}/move/", {"day": later}).status_code == 204
    written.refresh_from_db()
    assert f"{timezone.localtime(written.at):%Y-%m-%d}" == later and written.dispatch.next_at == written.at
    assert client.post(f"{base}post/{written.pk}/move/", {"day": "nonsense"}).status_code == 409
    client.post(f"{base}post/{written.pk}/back/")
    written.refresh_from_db()
    assert written.state == "draft"
    connectors.outgoing.send_due(timezone.now() + timedelta(days=30))
    assert not wall.shown


def test_what_breaks_the_rules_is_kept_and_does_not_go_out(written, wall, client_of, marketer, base):
    page = client_of(marketer).post(
        f"{base}post/{written.pk}/save/",
        {f"post{written.pk}-text": "x" * 200, f"post{written.pk}-tags": "a b c d", "then": "plan"}, headers={"HX-Request": "true"},
    )  # fmt: skip
    written.refresh_from_db()
    assert page.status_code == 422 and written.state == "draft" and len(written.text) == 200
    assert "too long" in page.content.decode() and "At most 3 hashtags" in page.content.decode()
    assert not wall.shown


def test_drafts_nobody_edited_follow_what_is_said_and_edited_ones_stay(
    written, notebook, client_of, marketer, base
):
    client = client_of(marketer)
    client.post(f"{base}{written.content_id}/places/", {"accounts": [notebook.pk]})
    client.post(f"{base}post/{written.pk}/save/", {f"post{written.pk}-text": "My own words"})
    client.post(f"{base}{written.content_id}/edit/", words(title="Two palletisers", text="They stack."))
    written.refresh_from_db()
    other = Post.objects.of(written.workspace).get(account=notebook)
    assert written.text == "My own words" and other.title == "Two palletisers" and other.text == "They stack."
    client.post(f"{base}post/{written.pk}/again/")
    written.refresh_from_db()
    assert written.text == "Two palletisers\n\nThey stack." and not written.is_edited


def test_a_refusal_is_shown_in_the_platforms_words_and_can_be_planned_again(
    written, wall, client_of, marketer, base, django_capture_on_commit_callbacks
):
    client = client_of(marketer)
    wall.refusals = [connectors.ApiError("invalid", "this picture is not allowed")]
    with django_capture_on_commit_callbacks(execute=True):
        send(client, base, written)
    written.refresh_from_db()
    assert (
        written.state == "failed"
        and "not allowed" in client.get(f"{base}{written.content_id}/").content.decode()
    )
    with django_capture_on_commit_callbacks(execute=True):
        send(client, base, written)
    written.refresh_from_db()
    assert written.state == "out" and len(wall.shown) == 1 and wall.shown["1"].key.endswith("-2")


def test_a_worker_killed_after_the_platform_took_it_leaves_one_post(
    written, wall, client_of, marketer, base, workspace
):
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(connectors.outgoing, "_enqueue", lambda pk: None)
        send(client_of(marketer), base, written)
    written.refresh_from_db()
    dispatch, now = written.dispatch, timezone.now()
    wall.publish(
        written.account, actions.pieces.piece_of(written), now
    )  # it went out, and nobody heard of it
    long_ago = now - timedelta(seconds=1)
    connectors.Dispatch.objects.of(workspace).filter(pk=dispatch.pk).update(
        state="going", held_until=long_ago, next_at=long_ago
    )
    connectors.outgoing.send_due(now)
    written.refresh_from_db()
    assert written.state == "out" and len(wall.shown) == 1


def test_a_platform_without_interface_is_handed_to_a_person_by_phone(
    written, notebook, client_of, marketer, base, client, django_capture_on_commit_callbacks
):
    ours = client_of(marketer)
    ours.post(f"{base}{written.content_id}/places/", {"accounts": [notebook.pk]})
    post = Post.objects.of(written.workspace).get(account=notebook)
    assert post.title == "A new palletiser"
    with django_capture_on_commit_callbacks(execute=True):
        send(ours, base, post, **{f"post{post.pk}-title": post.title})
    post.refresh_from_db()
    assert post.state == "handed"
    assert "<svg" in ours.get(f"{base}{written.content_id}/").content.decode()
    page = client.get(f"/post/{post.token}/")
    assert page.status_code == 200 and "It stacks 24 boxes a minute." in page.content.decode()
    assert Image.open(io.BytesIO(client.get(f"/post/{post.token}/1.jpg").content)).width == 1200
    assert client.post(f"/post/{post.token}/", {"url": "javascript:alert(1)"}).status_code == 422
    client.post(f"/post/{post.token}/", {"url": "https://notebook.example/p/7"})
    post.refresh_from_db()
    assert (post.state, post.url) == ("out", "https://notebook.example/p/7")
    assert client.get("/post/guessed/").status_code == 404


def test_a_drafts_page_is_nobodys_to_guess(written, client):
    assert client.get(f"/post/{written.token}/").status_code == 404


def test_views_become_exposures_of_the_day_and_are_counted_once(
    written, wall, client_of, marketer, base, workspace, django_capture_on_commit_callbacks
):
    with django_capture_on_commit_callbacks(execute=True):
        send(client_of(marketer), base, written)
    now = timezone.now()
    for seen, day in ((100, 0), (100, 0), (130, 1), (90, 2)):  # a platform may also take views back
        wall.seen = {"1": seen}
        measures.measure_posts(workspace=workspace, now=now + timedelta(days=day))
    days = PostDay.objects.of(workspace).order_by("day").values_list("views", flat=True)
    assert list(days) == [100, 30]
    written.refresh_from_db()
    assert (written.views, written.likes) == (90, 2)


def test_uploads_must_be_pictures(written, client_of, marketer, base, workspace):
    bad = SimpleUploadedFile("virus.exe", b"MZ", content_type="application/octet-stream")
    page = client_of(marketer).post(f"{base}new/", words(uploads=[bad]))
    assert page.status_code == 422 and "virus.exe" in page.content.decode()
    assert Content.objects.of(workspace).count() == 1


def test_a_page_of_the_site_is_taken_as_it_is(client_of, marketer, base, workspace):
    from yangfan.sites.testing import open_site, product

    open_site(workspace)
    page = product(workspace, title="TL-P180", summary="Stacks boxes.")
    text = client_of(marketer).get(f"{base}new/?page={page.pk}").content.decode()
    assert 'value="TL-P180"' in text and "Stacks boxes." in text


def test_another_companys_pictures_and_accounts_cannot_be_named(
    written, client_of, marketer, base, workspace, photo
):
    from yangfan.accounts.public import Workspace
    from yangfan.sites import public as sites

    other = Workspace.objects.create(name="Other", slug="other")
    theirs = sites.add_image(workspace=other, title="Secret", filename="s.jpg", data=photo.file.open().read())
    account = connectors.Account.objects.create(workspace=other, connector="wall", name="Theirs")
    client = client_of(marketer)
    assert client.post(f"{base}new/", words(pictures=[theirs.pk])).status_code == 422
    assert client.post(f"{base}new/", words(accounts=[account.pk])).status_code in (200, 422)
    assert Content.objects.of(workspace).count() == 1
    assert client.get(f"{base}pictures/{theirs.pk}/").status_code == 404


def test_sales_look_and_cannot_write_and_outsiders_see_nothing(written, client_of, sales, outsider, base):
    assert client_of(sales).get(base).status_code == 200
    assert client_of(sales).get(f"{base}new/").status_code == 403
    assert client_of(sales).post(f"{base}post/{written.pk}/plan/").status_code == 403
    for path in ("", f"{written.content_id}/", f"post/{written.pk}/drop/"):
        assert client_of(outsider).get(base + path).status_code == 404


def test_people_are_told_that_a_post_is_theirs(
    written, notebook, workspace, monkeypatch, django_capture_on_commit_callbacks
):
    told = []
    monkeypatch.setattr(connectors, "send_notification", lambda **message: told.append(message))
    NotifyTarget.objects.create(
        workspace=workspace, name="Group", kind="wecom", address="https://qyapi.weixin.qq.com/x"
    )
    post = actions.add_post(content=written.content, account=notebook, now=timezone.now())
    with django_capture_on_commit_callbacks(execute=True):
        actions.plan_post(post=post, at=None, actor=None, now=timezone.now())
    assert post.token in told[0]["text"]

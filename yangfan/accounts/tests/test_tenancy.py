import pytest

from yangfan.accounts.public import Membership, UnscopedQuery


def test_a_query_that_names_no_workspace_is_refused(owner):
    with pytest.raises(UnscopedQuery):
        list(Membership.objects.filter(user=owner))


def test_a_query_of_one_workspace_finds_only_its_rows(owner, outsider, workspace):
    assert [m.user for m in Membership.objects.of(workspace)] == [owner]


def test_an_outsider_is_told_that_the_console_is_not_there(client_of, outsider, owner, workspace):
    assert client_of(outsider).get("/console/tidelane/").status_code == 404
    assert client_of(owner).get("/console/tidelane/").status_code == 200

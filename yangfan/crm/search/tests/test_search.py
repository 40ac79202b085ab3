"""Finding inquiries by any words of what was said, on both databases."""

import pytest
from django.core.management import CommandError, call_command

from yangfan.crm import public as crm
from yangfan.crm.contacts.models import Contact
from yangfan.crm.conversations.translations import add_sample_translation
from yangfan.crm.models import SearchText
from yangfan.crm.search import index
from yangfan.crm.search.words import ask, cut


def found(workspace, words):
    numbers = crm.Inquiry.objects.of(workspace).filter(pk__in=index.find(workspace, words).ids)
    return set(numbers.values_list("contact__name", flat=True))


def test_text_is_cut_so_that_case_accents_width_and_neighbours_do_not_matter():
    assert cut("São Paulo: ＴＬ-P180, 码垛机!") == "sao paulo tl p180 码垛 垛机 机"
    assert [(term.words, term.is_open) for term in ask("机 Pal 码垛机")] == [
        (("机",), True), (("pal",), True), (("码垛", "垛机"), False),
    ]  # fmt: skip


@pytest.mark.parametrize(
    "words",
    ["码垛机器人", "码垛", "器", "李工 报价", "LI@QQ", "qq.com", "12", "#1", "translat", "dock height"],
)
def test_any_part_of_what_was_said_finds_it(workspace, inquire, sales, now, words):
    received = inquire("想采购 12 台码垛机器人，请报价", email="li@qq.com", name="李工")
    inquire("Guten Tag", email="x@other.example", name="Somebody Else", company="Other")
    crm.add_note(inquiry=received.inquiry, text="Ask for the dock height", actor=sales, now=now)
    add_sample_translation(message=received.message, language="en", text="A translated text")
    assert found(workspace, words) == {"李工"}


@pytest.mark.parametrize("words", ["机码", "paul", 'x" OR "a', "'; drop", "* ()", "   "])
def test_what_was_not_said_is_not_found_and_no_sign_breaks_the_question(workspace, inquire, words):
    inquire("想采购码垛机器人", name="李工", email="li@qq.com")
    assert found(workspace, words) == set()


def test_words_of_one_question_may_stand_in_different_messages(workspace, inquire, now):
    inquire("We need a gripper")
    inquire("Delivery to Jebel Ali please")
    assert found(workspace, "gripper jebel") == {"Khalid Al Mansoori"}


def test_the_index_follows_a_renamed_person_an_erased_inquiry_and_can_be_rebuilt(workspace, inquire):
    received = inquire()
    Contact.objects.of(workspace).update(name="Huda")
    index.index_contact(received.contact)
    assert found(workspace, "huda") == {"Huda"} and not found(workspace, "khalid mansoori")
    SearchText.objects.of(workspace).update(words="")
    assert not found(workspace, "huda")
    assert index.rebuild(workspace) == 1 and found(workspace, "huda")
    received.inquiry.delete()
    assert not SearchText.objects.of(workspace).exists() and not found(workspace, "huda")


def test_another_companys_words_are_not_found(workspace, other_workspace, inquire):
    inquire()
    assert not index.find(other_workspace, "khalid").ids


def test_the_command_rebuilds_one_workspace_or_says_that_there_is_none(workspace, inquire, capsys):
    inquire()
    SearchText.objects.of(workspace).delete()
    call_command("rebuild_search", workspace.slug)
    assert found(workspace, "khalid") and "tidelane: 1 inquiries" in capsys.readouterr().out
    with pytest.raises(CommandError):
        call_command("rebuild_search", "nowhere")

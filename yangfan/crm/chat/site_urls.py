"""Addresses of the chat on a customer's own host."""

from django.urls import path

from yangfan.crm.chat import visitor

urlpatterns = [
    path("chat/hello/", visitor.hello, name="chat_hello"),
    path("chat/look/", visitor.look, name="chat_look"),
    path("chat/say/", visitor.say, name="chat_say"),
    path("chat/introduce/", visitor.introduce, name="chat_introduce"),
    path("chat/typing/", visitor.typing, name="chat_typing"),
    path("chat/leave/", visitor.leave_word, name="chat_leave"),
    path("chat/files/<str:signed>/", visitor.file, name="chat_file"),
]

"""The name of the first-party cookie the tracker sets after consent."""

VISITOR_COOKIE = "yf_visitor"

"""Arabic: figures in groups of three, with the signs that go with the digits 0 to 9."""

DECIMAL_SEPARATOR = "."
THOUSAND_SEPARATOR = ","
NUMBER_GROUPING = 3

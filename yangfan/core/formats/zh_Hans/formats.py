"""Chinese: figures in groups of three, as every ledger and platform writes them; days without a leading zero."""

THOUSAND_SEPARATOR = ","
NUMBER_GROUPING = 3
MONTH_DAY_FORMAT = "n月j日"

"""Traditional Chinese: figures in groups of three, as in Simplified."""

THOUSAND_SEPARATOR = ","
NUMBER_GROUPING = 3
MONTH_DAY_FORMAT = "n月j日"

"""What other capabilities may use of insights."""

from yangfan.insights.reports.funnel import funnel_report

__all__ = ["funnel_report"]

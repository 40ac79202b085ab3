"""The past of a site from its web server's log, through the same spool and steps as everything else."""

from yangfan.events.log_import.actions import LogImportResult, NotALog, import_log

__all__ = ["LogImportResult", "NotALog", "import_log"]

"""A file of contacts by the command line."""

import json

import pytest
from click.testing import CliRunner

from yangfan.config.cli import main
from yangfan.crm import public as crm

pytestmark = pytest.mark.django_db


def test_the_command_line_imports_a_file_once_and_names_what_is_wrong(workspace, tmp_path):
    file = tmp_path / "k.csv"
    file.write_text("姓名,邮箱\n王小明,xm@qq.com\n", encoding="gb18030")
    call = ["contacts", "import", str(file), "--workspace", workspace.slug, "--json"]
    first, again = (json.loads(CliRunner().invoke(main, call).output) for _n in range(2))
    assert (first["rows_new"], again["rows_new"], again["rows_same"]) == (1, 0, 1)
    assert crm.Contact.objects.of(workspace).get().name == "王小明"
    file.write_text("email\nno mail\n")
    refused = CliRunner().invoke(main, call)
    assert refused.exit_code and "line 2" in refused.output

"""Models are installed from a folder or an address, checked by hash, and used at once; the files are real weights."""

import threading
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest
from click.testing import CliRunner

from yangfan.config.cli import main
from yangfan.intelligence.public import offline_models as offline


@pytest.fixture
def models(settings, tmp_path):
    settings.MODELS_FOLDER = str(tmp_path / "models")
    return Path(settings.MODELS_FOLDER)


def packaged() -> Path:
    return offline.installed()["en", "pt"].weights.parent


def run(*words):
    return CliRunner().invoke(main, ["models", *words])


def test_a_model_is_installed_from_a_folder_and_checked(models):
    done = run("install", str(packaged()))
    assert done.exit_code == 0 and "en → pt" in done.output
    assert offline.installed()["en", "pt"].weights.parent == models / "en-pt"
    assert run("check").exit_code == 0
    assert str(models) in run("list").output
    (models / "en-pt" / "vocab.enpt.spm").write_bytes(b"changed")
    refused = run("check")
    assert refused.exit_code != 0 and "en-pt" in refused.output


def test_what_is_no_model_is_refused(models, tmp_path):
    refused = run("install", str(tmp_path))
    assert refused.exit_code != 0 and "holds no model" in refused.output
    (tmp_path / "model.enpt.intgemm.alphas.bin").write_bytes(b"not weights")
    (tmp_path / "vocab.enpt.spm").write_bytes(b"not words")
    refused = run("install", str(tmp_path))
    assert refused.exit_code != 0 and "cannot read" in refused.output
    assert not models.exists()


def test_a_model_is_installed_from_an_address_only_when_every_hash_fits(models, tmp_path):
    run("install", str(packaged()))
    handler = type("Quiet", (SimpleHTTPRequestHandler,), {"log_message": lambda *_args: None})
    server = ThreadingHTTPServer(("127.0.0.1", 0), partial(handler, directory=str(models)))
    threading.Thread(target=server.serve_forever, args=(0.02,), daemon=True).start()
    address = f"http://127.0.0.1:{server.server_port}/en-pt/"
    assert "en → pt" in run("install", address).output
    (models / "en-pt" / "vocab.enpt.spm").write_bytes(b"changed")
    refused = run("install", address)
    assert refused.exit_code != 0 and "not the file" in refused.output
    server.shutdown()
    server.server_close()

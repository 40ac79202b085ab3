"""The Nu HTML checker: a Java program that `make install-dev` fetches into scripts/audit/node_modules."""

import shutil
from pathlib import Path

JAR = Path(__file__).resolve().parents[2] / "scripts/audit/node_modules/vnu-jar/build/dist/vnu.jar"


def is_here() -> bool:
    return JAR.exists() and shutil.which("java") is not None


def command() -> list[str]:
    return ["java", "-Xss1m", "-jar", str(JAR)]

"""A loader that trusts that nothing happens twice: what the benchmark compares the real one with."""

import uuid

import msgspec

from yangfan.events.loader.load import Loader
from yangfan.events.loader.run import main


class Careless(Loader):
    """Another token for every insert, and no look at the ids already stored."""

    def _fresh(self, lines):
        return lines

    def _insert(self, part, data):
        super()._insert(msgspec.structs.replace(part, token=uuid.uuid4().hex), data)


if __name__ == "__main__":
    main(Careless)

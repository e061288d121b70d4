"""Private keys: made once, for the owner alone, never shown."""

import os
import stat
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric import ec

from services.errors import EnvironmentFailed
from services.keys import BadKey, KeyRing, SigningKey
from services.signing import fingerprint, verify

DIGEST = bytes(range(32))
PASSPHRASE = "园区评价导出口令"


@pytest.fixture
def ring(tmp_path: Path) -> KeyRing:
    return KeyRing(tmp_path / "home" / "keys")


def mode(path: Path) -> int:
    return stat.S_IMODE(path.stat().st_mode)


class TestFirstUse:
    def test_a_key_is_made_once_and_kept(self, ring: KeyRing) -> None:
        first = ring.park("G32001")
        assert KeyRing(ring.folder).park("G32001").fingerprint == first.fingerprint
        assert ring.park("G32002").fingerprint != first.fingerprint
        assert ring.office().fingerprint != first.fingerprint
        names = ["office.pem", "park-G32001.pem", "park-G32002.pem"]
        assert sorted(path.name for path in ring.folder.iterdir()) == names

    def test_for_the_owner_alone_whatever_the_umask(self, ring: KeyRing) -> None:
        before = os.umask(0)
        try:
            ring.office()
        finally:
            os.umask(before)
        assert mode(ring.folder) == 0o700
        assert mode(ring.folder / "office.pem") == 0o600

    def test_the_file_is_pkcs8(self, ring: KeyRing) -> None:
        ring.office()
        text = (ring.folder / "office.pem").read_text(encoding="ascii")
        assert text.startswith("-----BEGIN PRIVATE KEY-----\n")

    def test_it_signs(self, ring: KeyRing) -> None:
        key = ring.office()
        assert verify(key.public_key, key.sign(DIGEST), DIGEST)
        assert key.fingerprint == fingerprint(key.public_key)

    def test_several_at_once_get_the_same_key(self, ring: KeyRing) -> None:
        with ThreadPoolExecutor(8) as pool:
            found = set(pool.map(lambda _: ring.office().fingerprint, range(16)))
        assert found == {ring.office().fingerprint}
        assert [path.name for path in ring.folder.iterdir()] == ["office.pem"]

    @pytest.mark.parametrize("code", ["../office", "g32001", "", "G3", "G32001\n"])
    def test_a_park_code_that_is_none_is_refused(self, ring: KeyRing, code: str) -> None:
        with pytest.raises(BadKey, match="is no park code"):
            ring.park(code)
        assert not ring.folder.exists()

    def test_a_folder_that_cannot_be_made(self, tmp_path: Path) -> None:
        (tmp_path / "file").write_bytes(b"")
        with pytest.raises(EnvironmentFailed, match=r"office\.pem cannot be written") as caught:
            KeyRing(tmp_path / "file" / "keys").office()
        assert "GREENPARK_HOME" in str(caught.value.hint)


class TestRights:
    def test_a_key_open_to_others_is_closed(self, ring: KeyRing) -> None:
        ring.office()
        (ring.folder / "office.pem").chmod(0o644)
        ring.office()
        assert mode(ring.folder / "office.pem") == 0o600

    def test_a_folder_open_to_others_is_closed_with_the_next_key(self, ring: KeyRing) -> None:
        ring.folder.mkdir(parents=True)
        ring.folder.chmod(0o755)
        ring.office()
        assert mode(ring.folder) == 0o700

    def test_what_cannot_be_closed_is_refused(
        self, ring: KeyRing, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        ring.office()
        (ring.folder / "office.pem").chmod(0o644)

        def refuse(path: Path, wanted: int) -> None:
            raise PermissionError(1, "Operation not permitted", str(path), wanted)

        monkeypatch.setattr(Path, "chmod", refuse)
        with pytest.raises(BadKey, match=r"Others may read .*office\.pem") as caught:
            ring.office()
        assert "folder of your own" in str(caught.value.hint)

    def test_a_link_is_not_followed(self, ring: KeyRing, tmp_path: Path) -> None:
        ring.office()
        path = ring.folder / "office.pem"
        path.rename(tmp_path / "elsewhere.pem")
        path.symlink_to(tmp_path / "elsewhere.pem")
        with pytest.raises(BadKey, match="link"):
            ring.office()


class TestBrokenKeys:
    @pytest.mark.parametrize("content", [b"", b"-----BEGIN PRIVATE KEY-----\nAAAA\n"])
    def test_an_unreadable_key_is_never_overwritten(self, ring: KeyRing, content: bytes) -> None:
        ring.office()
        path = ring.folder / "office.pem"
        path.write_bytes(content)
        with pytest.raises(BadKey, match=r"office\.pem cannot be read"):
            ring.office()
        assert path.read_bytes() == content

    def test_a_key_of_another_kind(self, ring: KeyRing) -> None:
        pem = ec.generate_private_key(ec.SECP256R1()).private_bytes(
            serialization.Encoding.PEM,
            serialization.PrivateFormat.PKCS8,
            serialization.NoEncryption(),
        )
        with pytest.raises(BadKey, match="no Ed25519 key"):
            ring.replace("office", pem)


class TestExport:
    def test_to_another_machine(self, ring: KeyRing, tmp_path: Path) -> None:
        key = ring.park("G32001")
        pem = ring.export("park-G32001", PASSPHRASE)
        assert pem.startswith(b"-----BEGIN ENCRYPTED PRIVATE KEY-----")
        there = KeyRing(tmp_path / "there")
        assert there.replace("park-G32001", pem, PASSPHRASE).fingerprint == key.fingerprint
        assert there.park("G32001").fingerprint == key.fingerprint

    @pytest.mark.parametrize("passphrase", ["", "wrong passphrase"])
    def test_a_wrong_passphrase_changes_nothing(self, ring: KeyRing, passphrase: str) -> None:
        ring.park("G32001")
        pem = ring.export("park-G32001", PASSPHRASE)
        office = ring.office()
        with pytest.raises(BadKey) as caught:
            ring.replace("office", pem, passphrase)
        assert "passphrase" in str(caught.value.hint)
        assert ring.office().fingerprint == office.fingerprint

    def test_a_short_passphrase_is_refused(self, ring: KeyRing) -> None:
        ring.office()
        with pytest.raises(BadKey, match="fewer than 8"):
            ring.export("office", "1234567")

    def test_a_key_that_was_never_made(self, ring: KeyRing) -> None:
        with pytest.raises(BadKey, match=r"no key .*park-G32001\.pem"):
            ring.export("park-G32001", PASSPHRASE)

    def test_a_name_cannot_leave_the_folder(self, ring: KeyRing) -> None:
        with pytest.raises(BadKey):
            ring.export("../office", PASSPHRASE)

    def test_replacing_keeps_the_old_key_beside(self, ring: KeyRing) -> None:
        old = ring.office()
        new = ring.replace("office")
        assert ring.office().fingerprint == new.fingerprint != old.fingerprint
        kept = ring.folder / f"office.{old.fingerprint[:16]}.old"
        assert mode(kept) == 0o600


class TestSeeded:
    def test_the_same_keys_from_the_same_seed(self, tmp_path: Path) -> None:
        first, again, other = (
            KeyRing.seeded(tmp_path / name, seed) for name, seed in (("a", 7), ("b", 7), ("c", 8))
        )
        assert first.office().fingerprint == again.office().fingerprint
        assert first.office().fingerprint != first.park("G32001").fingerprint
        assert first.office().fingerprint != other.office().fingerprint

    def test_a_folder_with_other_keys_is_refused(self, ring: KeyRing) -> None:
        ring.office()
        with pytest.raises(BadKey, match="does not follow from the seed"):
            KeyRing.seeded(ring.folder, 7).office()


def test_a_key_does_not_show_itself(ring: KeyRing) -> None:
    key = ring.office()
    secret = (ring.folder / "office.pem").read_text().splitlines()[1]
    for text in (repr(key), str(key), f"{key}", repr(ring), repr(vars(ring))):
        assert secret not in text
    assert repr(key) == "SigningKey()"
    assert isinstance(key, SigningKey)

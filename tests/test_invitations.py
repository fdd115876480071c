"""Who is invited to a server, how that is kept, and that a token is told nowhere but in its link."""

import json
import re
import ssl
import stat
import subprocess
import sys

import pytest

from align.errors import ReadError, SettingsError
from align.serving import Invitations
from align.serving.invitations import FILE, named


def test_each_token_says_who_it_is_and_what_they_may_do():
    invited = Invitations()
    li, wang = invited.invite(" Li\tWei "), invited.invite("Wang", "read")
    assert [(guest.name, guest.role) for guest in map(invited.guest_of, (li, wang))] == [
        ("Li Wei", "write"),
        ("Wang", "read"),
    ]
    assert len(li) > 30
    for wrong in ("", li[:-1], li + "x", li.swapcase(), "é", "\ud800"):
        assert invited.guest_of(wrong) is None
    assert [invited.guest_of(wang).may(role) for role in ("read", "write", "admin")] == [True, False, False]
    assert invited.guest_of(li).id != invited.guest_of(wang).id


def test_a_new_link_ends_the_old_one_and_a_revoked_one_is_good_no_more():
    invited = Invitations()
    old = invited.invite("Li")
    new = invited.invite("Li")
    assert invited.guest_of(old) is None
    assert invited.guest_of(new).name == "Li"
    invited.revoke("Li")
    assert invited.guest_of(new) is None
    with pytest.raises(SettingsError, match="nobody called"):
        invited.revoke("Li")


def test_a_server_that_starts_again_knows_its_guests_and_the_file_tells_no_token(tmp_path):
    path = tmp_path / FILE
    invited = Invitations(path)
    token, passing = invited.invite("Zoë"), invited.invite("host", "admin", lasting=False)
    kept = path.read_text(encoding="utf-8")
    assert token not in kept
    assert passing not in kept
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    again = Invitations(path)
    assert again.guest_of(token).name == "Zoë"
    assert again.guest_of(passing) is None
    assert again.guest_of(json.loads(kept)[0]["token"]) is None


@pytest.mark.parametrize(
    "content", ["", "{}x", "[1]", '[{"name": "Li"}]', '[{"name":"Li","role":"god","token":"x"}]']
)
def test_a_damaged_file_is_told(tmp_path, content):
    (tmp_path / FILE).write_text(content)
    with pytest.raises(ReadError, match="damaged"):
        Invitations(tmp_path / FILE)


@pytest.mark.parametrize("text", [" ", "\n", ""])
def test_nobody_has_no_name(text):
    with pytest.raises(SettingsError):
        Invitations().invite(text)


def test_names_and_roles_of_options():
    assert named("Li") == ("Li", "write")
    assert named("Li:admin") == ("Li", "admin")
    assert named("a:b") == ("a:b", "write")
    with pytest.raises(SettingsError, match="no role"):
        Invitations().invite("Li", "god")


def test_a_token_is_looked_for_by_a_digest_in_constant_time():
    import inspect

    from align.serving import invitations

    assert "hmac.compare_digest" in inspect.getsource(invitations.Invitations.guest_of)


@pytest.fixture
def certificate(tmp_path):
    """A certificate of this machine's own making."""
    made = subprocess.run(
        ["openssl", "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-days", "2", "-subj", "/CN=localhost",
         "-addext", "subjectAltName=IP:127.0.0.1", "-keyout", "key.pem", "-out", "certificate.pem"],
        cwd=tmp_path, capture_output=True, check=False,
    )  # fmt: skip
    if made.returncode:
        pytest.skip("needs openssl")
    return tmp_path / "certificate.pem", tmp_path / "key.pem"


def started(path, *options):
    """Start a review that others can reach; return it, its own link, and those of its guests."""
    pytest.importorskip("fastapi", reason="needs the web extra: pip install 'align-tm[web]'")
    command = [sys.executable, "-m", "align", "review", str(path), "--no-browser", "--port", "0", *options]
    server = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)
    url = server.stdout.readline().strip()
    said = ""
    while server.poll() is None and "encrypted" not in said and "https" not in url:
        said += server.stderr.readline()
    return server, url, said


def test_a_review_that_others_can_reach_prints_a_link_for_each_and_says_what_is_not_safe(tmp_path):
    httpx = pytest.importorskip("httpx", reason="needs httpx: pip install 'align-tm[dev]'")
    from reviewing import report_bitext

    path = tmp_path / "a.bitext.jsonl"
    report_bitext(5).save(path)
    for is_first in (True, False):
        server, url, said = started(path, "--invite", "Li", "--invite", "Wang:read")
        try:
            links = dict(re.findall(r"For (\w+): (\S+)", said))
            assert sorted(links) == (["Li", "Wang"] if is_first else [])
            assert "--certificate" in said
            base = url.partition("?")[0]
            if is_first:
                token = links["Li"].partition("=")[2]
            for address, status in ((url, 303), (f"{base}?token={token}", 303), (base, 401)):
                assert httpx.get(address, headers={"Accept": "text/html"}).status_code == status
        finally:
            server.terminate()
            out, err = server.communicate(timeout=120)
        assert token not in out + err  # asked for, it stands in no log


def test_https_by_a_certificate_and_a_cookie_for_it_alone(tmp_path, certificate):
    httpx = pytest.importorskip("httpx", reason="needs httpx: pip install 'align-tm[dev]'")
    from reviewing import report_bitext

    path = tmp_path / "a.bitext.jsonl"
    report_bitext(5).save(path)
    options = ("--invite", "Li", "--certificate", str(certificate[0]), "--key", str(certificate[1]))
    server, url, _ = started(path, *options)
    try:
        assert url.startswith("https://127.0.0.1:")
        trusted = ssl.create_default_context(cafile=certificate[0])
        answer = httpx.get(url, headers={"Accept": "text/html"}, verify=trusted)
        assert answer.status_code == 303
        assert "; Secure" in answer.headers["Set-Cookie"]
    finally:
        server.terminate()
        server.communicate(timeout=120)


@pytest.mark.parametrize(
    "options", [("--certificate", "no.pem"), ("--certificate", "a.bitext.jsonl"), ("--key", "k.pem")]
)
def test_a_certificate_that_is_none_is_told(tmp_path, monkeypatch, capfd, options):
    pytest.importorskip("fastapi", reason="needs the web extra: pip install 'align-tm[web]'")
    from forking import Forked
    from reviewing import PATIENCE, report_bitext

    monkeypatch.chdir(tmp_path)
    report_bitext(5).save(tmp_path / "a.bitext.jsonl")
    with Forked("review", "a.bitext.jsonl", "--no-browser", "--port", "0", *options) as refused:
        assert refused.wait(PATIENCE) == 2
    said = capfd.readouterr().err
    assert "certificate" in said
    assert "Traceback" not in said

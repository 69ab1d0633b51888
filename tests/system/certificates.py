"""Certificates for tests, made by openssl: an authority's own, and what it signs for names and addresses, also some that are over."""
import subprocess
import time


def openssl(*words):
    subprocess.run(["openssl", *map(str, words)], check=True, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)


class Authority:
    """One that only this test believes: `file` is its certificate."""

    def __init__(self, folder):
        folder.mkdir(parents=True, exist_ok=True)
        self.folder, self.file, self.key = folder, folder / "authority.pem", folder / "authority.key"
        openssl("req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1", "-nodes", "-keyout", self.key, "-out", self.file, "-subj", "/CN=Tests",
                "-days", "3650", "-addext", "basicConstraints=critical,CA:TRUE", "-addext", "keyUsage=critical,keyCertSign")
        self.config = folder / "authority.conf"
        self.config.write_text(f"[ca]\ndefault_ca = own\n[own]\nnew_certs_dir = {folder}\ndatabase = {folder}/index\nserial = {folder}/serial\ndefault_md = sha256\n"
                               "policy = any\nunique_subject = no\ncopy_extensions = copy\n[any]\ncommonName = supplied\n[req]\ndistinguished_name = dn\n[dn]\n")

    def certify(self, name, host, days=30):
        """Its files, certificate and key. days: until it ends; negative: it has ended that long ago. host: a name, or "IP:192.0.2.1"."""
        paths = self.folder / f"{name}.pem", self.folder / f"{name}.key"
        request = self.folder / f"{name}.csr"
        openssl("req", "-new", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1", "-nodes", "-keyout", paths[1], "-config", self.config, "-subj", f"/CN={name}",
                "-addext", f"subjectAltName={host if ':' in host else 'DNS:' + host}", "-out", request)
        (self.folder / "index").write_text("")
        (self.folder / "serial").write_text("01\n")
        at = lambda offset: time.strftime("%Y%m%d%H%M%SZ", time.gmtime(time.time() + offset * 86400))
        openssl("ca", "-batch", "-config", self.config, "-cert", self.file, "-keyfile", self.key, "-in", request, "-out", paths[0], "-startdate", at(min(days, 0) - 30),
                "-enddate", at(days), "-notext")
        return paths

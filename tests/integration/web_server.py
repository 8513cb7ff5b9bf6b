"""nginx in front of a service, once for each thing that web servers do to a chat, each on a port of its own."""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat

from certificates import DAY, Held, authority, self_signed
from integration.debian import Debian
from integration.debian_servers import Command, debian_server, own_folder
from integration.servers import Server, free_ports

_OPEN = "proxy_http_version 1.1; proxy_buffering off;"
_HELD = "proxy_buffering on; proxy_ignore_headers X-Accel-Buffering;"
_END = "-----END CERTIFICATE-----\n"
_SIGN_IN = "<html><head><title>Hotel Wi-Fi</title></head><body>Please sign in.</body></html>"

_DOES: Mapping[str, str] = {
    "open": f"proxy_pass {{service}}; {_OPEN}",
    "held": f"proxy_pass {{service}}; {_HELD} proxy_buffers 8 64k; proxy_buffer_size 64k;",
    "in_lumps": f"proxy_pass {{service}}; {_HELD} proxy_buffers 16 800; proxy_buffer_size 800;",
    "zipped": f"proxy_pass {{service}}; {_OPEN} gzip on;",
    "zipped_and_held": f"proxy_pass {{service}}; {_HELD} gzip on;",
    "dripping": f"proxy_pass {{service}}; {_HELD} limit_rate 300; output_buffers 1 64; postpone_output 0;",
    "page": f"default_type text/html; return 200 '{_SIGN_IN}';",
    "sent_to_sign_in": "return 302 http://127.0.0.1:{page}/sign-in;",
    "sign_in": f"default_type text/html; return 511 '{_SIGN_IN}';",
    "moved": "return 308 {elsewhere}$request_uri;",
    "locked": "auth_basic gate; auth_basic_user_file {folder}/nobody; proxy_pass {service};",
    "proxy_wanted": "return 407;",
    "unpaid": "return 402;",
    "forbidden": "deny all;",
    "small": f"client_max_body_size 1k; proxy_pass {{service}}; {_OPEN}",
    "busy": f"limit_req zone=one; limit_req_status 429; proxy_pass {{service}}; {_OPEN}",
    "dead": "proxy_pass http://127.0.0.1:{nobody};",
    "closed": "return 503;",
    "impatient": f"proxy_pass {{service}}; {_OPEN} proxy_read_timeout 1s;",
    "hung_up": "return 444;",
}
"""What is done to every address of a face."""

_NARROW = "large_client_header_buffers 1 1k; client_header_buffer_size 64;"

TLS = ("own_authority", "self_signed", "expired", "not_yet", "other_name", "http2")

_CONFIG = """
daemon off;
master_process off;
pid {folder}/pid;
error_log stderr;
events {{ worker_connections 256; }}
http {{
  log_format lines '$server_port $connection $request_method $request_uri $status "$http_authorization"';
  access_log {folder}/access.log lines;
  client_body_temp_path {folder}/body;
  proxy_temp_path {folder}/proxy;
  fastcgi_temp_path {folder}/fastcgi;
  uwsgi_temp_path {folder}/uwsgi;
  scgi_temp_path {folder}/scgi;
  gzip_types text/event-stream application/json;
  gzip_min_length 1;
  limit_req_zone $server_port zone=one:1m rate=1r/m;
{servers}
}}
"""


@dataclass(frozen=True, slots=True)
class Logged:
    """One request as nginx wrote it down. `line` is the number of the connection it came over."""

    face: str
    line: int
    method: str
    target: str
    status: int
    authorization: str


class Nginx:
    """`url` gives the address of each of its faces. `company` has signed most of the certificates that it shows."""

    def __init__(self, server: Server, ports: Mapping[str, int], folder: Path, company: Held) -> None:
        self.server = server
        self.company = company
        self._ports = ports
        self._folder = folder

    def url(self, face: str, host: str = "127.0.0.1") -> str:
        return f"{'https' if face in TLS else 'http'}://{host}:{self._ports[face]}/v1"

    def certificate(self, face: str) -> str:
        """In PEM."""
        whole = (self._folder / f"{face}.pem").read_text()
        return whole.partition(_END)[0] + _END

    def logged(self, face: str) -> list[Logged]:
        """The requests that this face has answered."""
        lines = (self._folder / "access.log").read_text("utf-8", "replace").splitlines()
        return [one for one in map(self._read, lines) if one.face == face]

    def _read(self, line: str) -> Logged:
        port, connection, method, target, status, authorization = line.split(" ", 5)
        face = next((name for name, own in self._ports.items() if str(own) == port), "")
        return Logged(face, int(connection), method, target, int(status), authorization.strip('"'))


@contextmanager
def nginx(debian: Debian, service: str, elsewhere: str) -> Iterator[Nginx]:
    """In front of `service`; where it redirects, it is to `elsewhere`."""
    faces = (*_DOES, *TLS, "narrow", "nobody")
    ports = dict(zip(faces, free_ports(len(faces)), strict=True))
    company = authority("Our Company")
    with own_folder() as folder:
        (folder / "nobody").write_text("")
        values = {"folder": folder, "service": service, "elsewhere": elsewhere, **ports}
        servers = [_face(ports[face], does.format(**values)) for face, does in _DOES.items()]
        servers += [_face(ports["narrow"], f"proxy_pass {service};", _NARROW)]
        servers += [_secured(folder, face, ports[face], held, service) for face, held in _shown(company).items()]
        (folder / "nginx.conf").write_text(_CONFIG.format(folder=folder, servers="\n".join(servers)))
        command = Command(debian.find("nginx"), "-p", folder, "-c", folder / "nginx.conf")
        with debian_server(debian, folder, ports["open"], command) as server:
            yield Nginx(server, ports, folder, company)


def _face(port: int, does: str, more: str = "", listen: str = "") -> str:
    return f"  server {{ listen 127.0.0.1:{port}{listen}; {more} location / {{ {does} }} }}"


def _secured(folder: Path, face: str, port: int, held: Held, service: str) -> str:
    both = folder / f"{face}.pem"
    key = held.key.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption()).decode("ascii")
    both.write_text(held.pem + key)
    more = f"ssl_certificate {both}; ssl_certificate_key {both};"
    return _face(port, f"proxy_pass {service}; {_OPEN}", more, " ssl http2" if face == "http2" else " ssl")


def _shown(company: Held) -> dict[str, Held]:
    return {
        "own_authority": company.issue(),
        "http2": company.issue(),
        "self_signed": self_signed(),
        "expired": company.issue(begins=-30 * DAY, ends=-DAY),
        "not_yet": company.issue(begins=DAY, ends=30 * DAY),
        "other_name": company.issue("somebody-else.test", ("somebody-else.test",)),
    }

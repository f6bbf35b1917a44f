# shellcheck shell=bash
# What the lab takes over from the machine it runs on: Debian's mirror, extra certificates, proxies, registries.
# Nothing of this is written into the repository.
# shellcheck disable=SC2154 # lab is set by the script that reads this file

keyring=/usr/share/keyrings/debian-archive-keyring.gpg

say() { printf 'lab: %s\n' "$*" >&2; }

# Prints the reason and fails when the lab cannot run here. It changes nothing.
cannot_run() {
    [ "$(uname -s)" = Linux ] || { echo 'not Linux'; return 1; }
    [ "$(uname -m)" = x86_64 ] || { echo "no bases for $(uname -m) yet, only for x86_64"; return 1; }
    [ "$(id -u)" -eq 0 ] || { echo 'not root'; return 1; }
    grep -qw overlay /proc/filesystems || { echo 'the kernel has no overlay file system'; return 1; }
    unshare --mount true 2>/dev/null || { echo 'no mount namespace can be made here'; return 1; }
    if ! command -v mmdebstrap >/dev/null && ! command -v apt-get >/dev/null; then
        echo 'neither mmdebstrap nor apt-get is here'
        return 1
    fi
    local free
    free=$(df -Pk "$(existing_parent "$lab")" | awk 'NR == 2 { print int($4 / 1024 / 1024) }')
    [ "$free" -ge 14 ] || { [ -d "$lab/data" ] && [ "$free" -ge 6 ]; } || {
        echo "$free GiB free, 14 are needed (6 where the bases are made)"
        return 1
    }
}

existing_parent() {
    local path=$1
    until [ -d "$path" ]; do path=$(dirname "$path"); done
    echo "$path"
}

install_host_packages() {
    local need=() tool
    for tool in mmdebstrap:mmdebstrap curl:curl python3:python3 buildah:buildah; do
        command -v "${tool%:*}" >/dev/null || need+=("${tool#*:}")
    done
    [ -e "$keyring" ] || need+=(debian-archive-keyring)
    [ "${#need[@]}" -gt 0 ] || return 0
    say "installing ${need[*]}"
    apt-get update -qq
    DEBIAN_FRONTEND=noninteractive apt-get install -qq -y --no-install-recommends "${need[@]}" >/dev/null
}

# The mirrors of a Debian host, as the host names them, or as DFOPT_LAB_MIRROR does anywhere else.
host_mirror() { # archive | security
    local uris=''
    if grep -qx 'ID=debian' /etc/os-release; then
        # shellcheck disable=SC2016 # apt expands it
        uris=$(apt-get indextargets --format '$(REPO_URI)' 'Created-By: Packages' 2>/dev/null | sort -u)
    fi
    uris=$(grep -iE '/debian(-security)?/?$' <<<"$uris" | sed 's,/*$,,' || true)
    if [ "$1" = security ]; then
        uris=$(grep -- '-security$' <<<"$uris" | head -n 1 || true)
        echo "${uris:-$(other_mirror)-security}"
    else
        uris=$(grep -v -- '-security$' <<<"$uris" | head -n 1 || true)
        echo "${uris:-$(other_mirror)}"
    fi
}

other_mirror() {
    echo "${DFOPT_LAB_MIRROR:?apt has no Debian mirror here; name one, http://HOST/debian}"
}

# Writes the certificates that the host trusts beyond the ones of ca-certificates: DIR/extra/*.crt, and DIR/bundle.pem
# with all of them. No bundle when the host has none of its own.
host_certificates() { # dir
    python3 - "$1" <<'PY'
import glob, os, re, shutil, sys
out = sys.argv[1]
shutil.rmtree(out, ignore_errors=True)
os.makedirs(out + "/extra")
bundle = "/etc/ssl/certs/ca-certificates.crt"
if not os.path.exists(bundle):
    sys.exit()
certificate = re.compile(r"-----BEGIN CERTIFICATE-----.*?-----END CERTIFICATE-----", re.S)
known = set()
for path in glob.glob("/usr/share/ca-certificates/**/*.crt", recursive=True):
    known.update(certificate.findall(open(path).read()))
text = open(bundle).read()
extra = [c for c in certificate.findall(text) if c not in known] if known else []
for n, one in enumerate(extra):
    with open(f"{out}/extra/lab-{n}.crt", "w") as f:
        f.write(one + "\n")
if extra:
    with open(out + "/bundle.pem", "w") as f:
        f.write(text)
PY
}

# ENV lines for the bases, one per line: certificates if the host has its own, registries if it names others.
host_env_lines() {
    local name value
    if [ -e "$lab/certificates/bundle.pem" ]; then
        for name in SSL_CERT_FILE CURL_CA_BUNDLE PIP_CERT REQUESTS_CA_BUNDLE NODE_EXTRA_CA_CERTS CARGO_HTTP_CAINFO \
            GIT_SSL_CAINFO; do
            echo "ENV $name=/usr/local/share/lab/ca.pem"
        done
    fi
    value=$(pip_setting index-url)
    [ -z "$value" ] || echo "ENV PIP_INDEX_URL=$value"
    value=$(pip_setting extra-index-url)
    [ -z "$value" ] || echo "ENV PIP_EXTRA_INDEX_URL=$value"
    # shellcheck disable=SC2015 # no registry is as good as a failed question
    value=$(cd / && npm config get registry 2>/dev/null || true)
    case $value in '' | undefined) ;; *) echo "ENV npm_config_registry=$value" ;; esac
}

pip_setting() { # name
    python3 -m pip config list 2>/dev/null | sed -n "s/^[^=]*\.$1='\(.*\)'\$/\1/p" | tail -n 1
}

# The client's settings: the host's proxies reach builds and containers through these.
write_client_config() { # dir
    mkdir -p "$1/cli-plugins"
    python3 - "$1/config.json" <<'PY'
import json, os, sys
def of(name):
    return os.environ.get(name) or os.environ.get(name.upper()) or ""
names = {"httpProxy": "http_proxy", "httpsProxy": "https_proxy", "noProxy": "no_proxy"}
proxies = {key: of(name) for key, name in names.items() if of(name)}
with open(sys.argv[1], "w") as f:
    json.dump({"proxies": {"default": proxies}} if proxies else {}, f)
PY
}

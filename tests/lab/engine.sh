# shellcheck shell=bash
# The engine: dockerd, BuildKit and buildx of Debian in a root and a mount namespace of their own.
# shellcheck disable=SC2154 # lab is set by the script that reads this file

engine_suite=trixie
engine_packages=docker.io,docker-cli,docker-buildx,containerd,runc,iptables,mount,ca-certificates,git

make_engine() {
    host_certificates "$lab/certificates"
    if [ ! -d "$lab/engine" ]; then
        say "engine root from Debian $engine_suite"
        rm -rf "$lab/engine.new"
        mmdebstrap --quiet --variant=apt --dpkgopt=force-unsafe-io --aptopt='APT::Install-Recommends "false"' \
            --include="$engine_packages" --keyring="$keyring" "$engine_suite" "$lab/engine.new" "$(host_mirror archive)"
        mv "$lab/engine.new" "$lab/engine"
    fi
    write_client_config "$lab/config"
    mkdir -p "$lab/bin" "$lab/data" "$lab/run" "$lab/containers"
    cp -u "$lab/engine/usr/libexec/docker/cli-plugins/docker-buildx" "$lab/config/cli-plugins/"
    cp -u "$lab/engine/usr/bin/docker" "$lab/bin/"
    # The containerd store: the only one of the docker driver that writes --output type=oci and keeps layers compressed.
    # The build cache is kept small: measurements build from nothing, and disks of CI machines are.
    echo '{"features": {"containerd-snapshotter": true}, "log-level": "warn",
        "builder": {"gc": {"enabled": true, "defaultKeepStorage": "1GB"}}}' >"$lab/daemon.json"
    printf '[storage]\ndriver = "overlay"\ngraphroot = "%s/containers/graph"\nrunroot = "%s/containers/run"\n' \
        "$lab" "$lab" >"$lab/containers/storage.conf"
    # An image that is not in the store is an error at once, not a question to a registry.
    printf 'unqualified-search-registries = ["docker.io"]\nshort-name-mode = "permissive"\n' \
        >"$lab/containers/registries.conf"
}

docker_client() {
    if command -v docker >/dev/null; then docker "$@"; else "$lab/bin/docker" "$@"; fi
}

engine_answers() {
    [ -S "$lab/run/docker.sock" ] && DOCKER_HOST=unix://$lab/run/docker.sock docker_client version >/dev/null 2>&1
}

start_engine() {
    ! engine_answers || return 0
    stop_engine
    # 9 is the lock of `up`: the engine must not hold it.
    setsid unshare --mount --propagation private bash -c "$engine_init" engine "$lab" \
        >"$lab/engine.log" 2>&1 </dev/null 9>&- &
    local _
    for _ in $(seq 150); do
        ! engine_answers || return 0
        sleep 0.2
    done
    tail -n 20 "$lab/engine.log" >&2
    say 'the engine does not start'
    return 1
}

# Runs in the new mount namespace: makes engine/ the root, with the kernel's file systems and two directories of the lab.
# shellcheck disable=SC2016 # it is expanded there
engine_init='
set -eu
lab=$1
root=$lab/engine
mount --bind "$root" "$root"
for dir in proc sys dev; do mount --rbind "/$dir" "$root/$dir"; done
mkdir -p "$root/lab/data" "$root/lab/run" "$root/old"
mount --bind "$lab/data" "$root/lab/data"
mount --bind "$lab/run" "$root/lab/run"
mount -t tmpfs tmpfs "$root/run"
mount -t tmpfs tmpfs "$root/tmp"
for file in etc/resolv.conf etc/hosts; do cat "/$file" >"$root/$file"; done
cat "$lab/daemon.json" >"$root/etc/daemon.json"
if [ -e "$lab/certificates/bundle.pem" ]; then
    cat "$lab/certificates/bundle.pem" >"$root/etc/ssl/certs/ca-certificates.crt"
fi
cd "$root"
pivot_root . old
umount -l /old
export PATH=/usr/sbin:/usr/bin:/sbin:/bin
echo $$ >/lab/run/pid
exec dockerd --config-file /etc/daemon.json --data-root /lab/data --exec-root /run/docker \
    --pidfile /run/dockerd.pid -H unix:///lab/run/docker.sock
'

stop_engine() {
    local pid _
    pid=$(cat "$lab/run/pid" 2>/dev/null || true)
    # The number may be another process by now: only a dockerd that has the lab as its root is ended.
    if [ -n "$pid" ] && [ "$(cat "/proc/$pid/comm" 2>/dev/null)" = dockerd ]; then
        kill "$pid"
        for _ in $(seq 150); do
            [ -d "/proc/$pid" ] || break
            sleep 0.1
        done
        [ ! -d "/proc/$pid" ] || { say "the engine (process $pid) does not end"; return 1; }
    fi
    rm -f "$lab/run/pid" "$lab/run/docker.sock"
}

# Only a directory that was empty when the lab moved in is the lab's to remove.
claim_lab() {
    [ -e "$lab/.dfopt-lab" ] && return 0
    mkdir -p "$lab"
    [ -z "$(ls -A "$lab")" ] || { say "$lab is neither empty nor a lab"; return 1; }
    echo 'tests/lab/lab clean removes this directory.' >"$lab/.dfopt-lab"
}

clean_lab() {
    [ -d "$lab" ] || return 0
    [ -e "$lab/.dfopt-lab" ] || { say "$lab is not a lab: not removed"; return 1; }
    if grep -q " $lab/" /proc/self/mounts; then
        awk -v under="$lab/" 'index($2, under) == 1 { print $2 }' /proc/self/mounts | tac | xargs -r -n 1 umount
    fi
    rm -rf --one-file-system "$lab"
}

# shellcheck shell=bash
# debian:SUITE and debian:SUITE-slim: mmdebstrap's minbase with the settings of the official images.
# shellcheck disable=SC2154

base_debian() { # suite...
    local suite tags
    for suite in "$@"; do
        tags=("debian:$suite")
        [ "$suite" != bookworm ] || tags+=(debian:12 debian:latest)
        [ "$suite" != trixie ] || tags+=(debian:13)
        import_root "$suite" '' "${tags[@]}"
        import_root "$suite" slim "debian:$suite-slim"
    done
}

debian_root() { # suite
    local suite=$1 root=$lab/roots/$1 more=()
    [ ! -d "$root" ] || return 0
    mkdir -p "$lab/roots"
    rm -rf "$root.new"
    # Without the hook bookworm takes usrmerge, and with it all of perl, which the official image does not have.
    # shellcheck disable=SC2016 # mmdebstrap's shell expands it
    [ "$suite" != bookworm ] || more=(--hook-dir=/usr/share/mmdebstrap/hooks/merged-usr
        --setup-hook='mkdir -p "$1/etc/apt/preferences.d" && printf "Package: usrmerge\nPin: release *\nPin-Priority: -1\n" >"$1/etc/apt/preferences.d/lab"')
    mmdebstrap --quiet --variant=minbase --dpkgopt=force-unsafe-io --keyring="$keyring" "${more[@]}" "$suite" \
        "$root.new" "$(host_mirror archive)" 2>"$lab/mmdebstrap.log" || { cat "$lab/mmdebstrap.log" >&2; return 1; }
    debian_settings "$root.new" "$suite"
    mv "$root.new" "$root"
}

debian_settings() { # root suite
    local root=$1 suite=$2 remove
    local conf=$root/etc/apt/apt.conf.d
    rm -rf "$root"/etc/apt/{preferences.d/lab,sources.list,apt.conf.d/*mmdebstrap*} "$root"/etc/dpkg/dpkg.cfg.d/*mmdebstrap*
    rm -rf "$root"/var/lib/apt/lists/* "$root"/var/cache/apt/*.bin
    rm -rf "$root"/var/log/{apt,alternatives.log,bootstrap.log,dpkg.log}
    printf 'Types: deb\nURIs: %s\nSuites: %s %s-updates\nComponents: main\nSigned-By: %s\n\n' \
        "$(host_mirror archive)" "$suite" "$suite" "$keyring" >"$root/etc/apt/sources.list.d/debian.sources"
    printf 'Types: deb\nURIs: %s\nSuites: %s-security\nComponents: main\nSigned-By: %s\n' \
        "$(host_mirror security)" "$suite" "$keyring" >>"$root/etc/apt/sources.list.d/debian.sources"

    # As in debian:* and ubuntu:*
    remove='rm -f /var/cache/apt/archives/*.deb /var/cache/apt/archives/partial/*.deb /var/cache/apt/*.bin || true'
    printf '%s { "%s"; };\n' DPkg::Post-Invoke "$remove" APT::Update::Post-Invoke "$remove" >"$conf/docker-clean"
    printf 'Dir::Cache::pkgcache "";\nDir::Cache::srcpkgcache "";\n' >>"$conf/docker-clean"
    echo 'Acquire::GzipIndexes "true";' >"$conf/docker-gzip-indexes"
    echo 'Acquire::Languages "none";' >"$conf/docker-no-languages"
    echo 'Apt::AutoRemove::SuggestsImportant "false";' >"$conf/docker-autoremove-suggests"
    echo force-unsafe-io >"$root/etc/dpkg/dpkg.cfg.d/docker-apt-speedup"
    printf '#!/bin/sh\n\n# For most Docker users, starting services at build time is not wanted.\nexit 101\n' \
        >"$root/usr/sbin/policy-rc.d"
    chmod 0755 "$root/usr/sbin/policy-rc.d"

    # Of this machine
    apt-config dump --format '%f "%v";%n' 2>/dev/null |
        grep -E '^Acquire::(Check-Valid-Until|Check-Date|https?::(Proxy|CaInfo)[^ ]*) ' |
        grep -v ' "";$' >"$conf/99lab" || rm -f "$conf/99lab"
    if [ -e "$lab/certificates/bundle.pem" ]; then
        mkdir -p "$root/usr/local/share/lab" "$root/usr/local/share/ca-certificates"
        cp "$lab/certificates/bundle.pem" "$root/usr/local/share/lab/ca.pem"
        cp "$lab/certificates/extra/"*.crt "$root/usr/local/share/ca-certificates/"
    fi
}

# Imports a root as an image. `slim` leaves out what the official slim images leave out, now and in later installations.
import_root() { # suite slim|'' tag...
    local suite=$1 slim=$2 first=$3 changes=() line start=$SECONDS tag
    shift 2
    if ! have "$first"; then
        debian_root "$suite"
        while read -r line; do changes+=(--change "$line"); done < <(host_env_lines)
        debian_tar "$suite" "$slim" |
            docker import "${changes[@]}" --change "LABEL lab.standin=debian-$suite" --change 'CMD ["bash"]' - "$first" >/dev/null
        say "$first in $((SECONDS - start)) s"
    fi
    for tag in "$@"; do have "$tag" || docker tag "$first" "$tag"; done
}

debian_tar() { # suite slim|''
    local root=$lab/roots/$1 out=()
    if [ "$2" = slim ]; then
        out=(--exclude='./usr/share/doc/*/*' --exclude='./usr/share/man/*/*' --exclude='./usr/share/info/*'
            --exclude='./usr/share/locale/*/*' --exclude='./usr/share/lintian/*')
        printf 'path-exclude /usr/share/%s\n' 'doc/*' 'man/*' 'info/*' 'locale/*' 'lintian/*' >"$root/etc/dpkg/dpkg.cfg.d/docker"
        printf 'path-include /usr/share/%s\n' 'doc/*/copyright' 'locale/locale.alias' >>"$root/etc/dpkg/dpkg.cfg.d/docker"
    else
        rm -f "$root/etc/dpkg/dpkg.cfg.d/docker"
    fi
    tar --create --directory "$root" --numeric-owner --exclude='./dev/*' "${out[@]}" .
}

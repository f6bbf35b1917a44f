# shellcheck shell=bash
# The stand-in base images: one file each under bases/, and the sets that are made of them.
# shellcheck disable=SC2154 # here and lab are set by the script that reads this file

base_sets() { echo 'debian ubuntu buildpack python node rust gcc nginx distroless'; }

for file in "$here"/bases/*.sh; do
    # shellcheck source=/dev/null
    . "$file"
done

make_set() { # set
    local one
    case $1 in
    none) ;;
    ci)
        base_debian bookworm
        base_ubuntu
        base_python slim
        base_node slim
        base_rust slim
        ;;
    quick)
        base_debian bookworm
        base_ubuntu
        base_python slim
        base_node slim full
        base_rust slim
        ;;
    all)
        base_debian bookworm trixie
        base_ubuntu
        for one in python node rust; do "base_$one" slim full; done
        base_gcc
        base_nginx
        base_distroless
        ;;
    debian) base_debian bookworm trixie ;;
    python | node | rust) "base_$1" slim full ;;
    ubuntu | buildpack | gcc | nginx | distroless) "base_$1" ;;
    *) say "no set $1: none, ci, quick, all, $(base_sets)"; return 2 ;;
    esac
}

have() { docker image inspect "$1" >/dev/null 2>&1; }

# shellcheck disable=SC2034 # the files under bases/ use them
apt_install='apt-get update && apt-get install -y --no-install-recommends'
# shellcheck disable=SC2034
apt_clean='rm -rf /var/lib/apt/lists/*'

# A base made of another one: the Dockerfile on standard input, made unless it is there.
derive() { # context tag...
    local context=$1 first=$2 tag start=$SECONDS
    shift 2
    # A Dockerfile that is not needed is read all the same: its writer must not see a closed pipe.
    cat >"$lab/derive.Dockerfile"
    if ! have "$first"; then
        mkdir -p "$lab/empty"
        docker buildx build --quiet --load --network host --label lab.standin="$first" --tag "$first" \
            --file "$lab/derive.Dockerfile" "${context:-$lab/empty}" >/dev/null 2>"$lab/derive.log" || {
            cat "$lab/derive.log" >&2
            say "$first cannot be made"
            return 1
        }
        say "$first in $((SECONDS - start)) s"
    fi
    for tag in "$@"; do have "$tag" || docker tag "$first" "$tag"; done
}

# Copies images of the engine into the store of buildah, which names them localhost/NAME; `FROM NAME` finds them.
share() { # image...
    local image
    if [ $# -eq 0 ]; then
        mapfile -t images < <(docker image ls --filter label=lab.standin --format '{{.Repository}}:{{.Tag}}')
        set -- "${images[@]}"
    fi
    for image in "$@"; do
        docker save "$image" -o "$lab/share.tar"
        buildah pull --quiet "docker-archive:$lab/share.tar" >/dev/null
        say "$image"
    done
    rm -f "$lab/share.tar"
}

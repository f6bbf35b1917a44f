FROM debian:12
RUN apt-get update; for p in jq nano; do apt-get install -y $p; done
RUN case "$KIND" in 1) apt-get install -y --no-install-recommends jq;; *) true;; esac
RUN ! apt-get install -y --no-install-recommends no-such-package
RUN if true; then apt-get install -y --no-install-recommends unzip; else exit 1; fi

FROM debian:bookworm
USER root
RUN sudo -E \
      apt-get update \
 && sudo -n -H apt-get install -y \
      jq; \
    sudo -E rm -f /x

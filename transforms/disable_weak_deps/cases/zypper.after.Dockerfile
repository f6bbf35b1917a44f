FROM opensuse/leap:15.6
RUN zypper -n install -y --no-recommends gcc && zypper --non-interactive in --no-recommends make

FROM opensuse/leap:15.6
RUN zypper -n install -y gcc && zypper --non-interactive in make

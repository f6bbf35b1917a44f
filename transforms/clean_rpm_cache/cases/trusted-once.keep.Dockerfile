FROM opensuse/leap:15.6
RUN zypper -n --no-gpg-checks install gcc
RUN zypper -n install make && zypper clean --all

FROM opensuse/leap:15.6
RUN zypper -n install gcc
RUN zypper --no-refresh -n install make

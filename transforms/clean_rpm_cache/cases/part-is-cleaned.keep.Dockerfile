FROM opensuse/leap:15.6
RUN zypper -n install gcc && zypper clean
RUN zypper -n install make && zypper cc --metadata

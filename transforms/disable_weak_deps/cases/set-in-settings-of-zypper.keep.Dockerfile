FROM opensuse/leap:15.6
RUN sed -i 's/# solver.onlyRequires = false/solver.onlyRequires = true/' /etc/zypp/zypp.conf && zypper -n install gcc

FROM opensuse/leap:15.5
RUN zypper --non-interactive install --no-recommends \
      ruby3.2 \
      ruby3.2-devel \
      gcc make && \
    zypper clean -a
CMD [ "irb" ]

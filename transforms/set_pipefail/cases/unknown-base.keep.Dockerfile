FROM example.org/team/base:1
RUN wget -qO- https://example.org/a.tgz | tar xz

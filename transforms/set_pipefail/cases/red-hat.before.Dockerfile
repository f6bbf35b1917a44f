FROM rockylinux:9
RUN curl -fsSL https://example.org/a.tgz | tar xz -C /opt

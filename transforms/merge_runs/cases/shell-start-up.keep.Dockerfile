FROM debian:bookworm-slim
ENV BASH_ENV=/etc/profile.d/env.sh
RUN curl -o /tmp/a.tgz https://example.org/a.tgz
RUN rm /tmp/a.tgz

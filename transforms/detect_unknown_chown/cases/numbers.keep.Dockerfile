FROM debian:12
ARG U
COPY --chown=1000 a /a
COPY --chown=$U a /a
RUN useradd -u 1000 1000

FROM debian:12 AS a
RUN useradd -m app
FROM a
COPY --chown=app a /a
RUN useradd -m app || true
FROM debian:12
RUN ./setup.sh
COPY --chown=app a /a
RUN useradd app

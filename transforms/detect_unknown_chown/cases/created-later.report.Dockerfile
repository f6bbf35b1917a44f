FROM debian:12
ARG OWNER=app
COPY --chown=$OWNER:users a /a
COPY --chown=1000:staff2 b /b
RUN groupadd staff2 && useradd -m -g staff2 app

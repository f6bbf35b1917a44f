FROM debian:bookworm-slim
RUN umask 077 && curl -o /tmp/a.key https://example.org/a.key
RUN import-key /tmp/a.key && rm /tmp/a.key

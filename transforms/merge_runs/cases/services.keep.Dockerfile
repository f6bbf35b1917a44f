FROM debian:bookworm-slim
RUN service postgresql start && curl -o /tmp/dump.sql https://example.org/dump.sql
RUN service postgresql start && psql -f /tmp/dump.sql && rm /tmp/dump.sql

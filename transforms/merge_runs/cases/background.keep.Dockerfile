FROM debian:bookworm-slim
RUN sh /opt/server.sh & sleep 1; curl -o /tmp/a.tgz http://localhost/a.tgz
RUN rm /tmp/a.tgz

FROM debian:bookworm-slim
COPY x.deb /tmp/
RUN apt-get install -y /tmp/x.deb
RUN apt-get install -y ./y.deb

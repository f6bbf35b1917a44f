FROM debian:bookworm-slim
COPY x.deb /tmp/
RUN apt install -y /tmp/x.deb
RUN apt install ./y.deb

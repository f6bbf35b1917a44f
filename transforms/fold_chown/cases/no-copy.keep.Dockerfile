FROM debian:bookworm-slim
COPY . /srv/app
RUN mkdir /data && chown -R 1000:1000 /data

FROM debian:bookworm
WORKDIR /app
COPY --chown=1000:1000 run.sh .
ENV A=1
RUN apt-get update \
 && chmod 0755 run.sh \
 && ./run.sh

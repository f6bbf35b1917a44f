FROM debian:bookworm-slim
RUN apt-get update && apt-get install -y curl
COPY setup.sh /srv/
RUN /srv/setup.sh
RUN apt-get update && apt-get install -y jq

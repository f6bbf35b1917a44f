FROM debian:bookworm-slim
RUN apt-get update && apt-get install -y sudo
COPY app /srv/app/
RUN sudo apt-get install -y jq

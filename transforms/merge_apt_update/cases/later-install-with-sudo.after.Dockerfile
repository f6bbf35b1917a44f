FROM debian:bookworm-slim
RUN apt-get update && apt-get install -y sudo
COPY app /srv/app/
RUN sudo apt-get update && sudo apt-get install -y jq

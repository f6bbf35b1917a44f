FROM debian:bookworm-slim
# refresh the lists
RUN apt-get update
ENV LANG=C.UTF-8
RUN apt-get install -y jq

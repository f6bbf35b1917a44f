FROM debian:bookworm-slim
RUN apt-get update && apt-get install -y jq && apt-get install -y unzip
COPY setup.sh /
RUN /setup.sh

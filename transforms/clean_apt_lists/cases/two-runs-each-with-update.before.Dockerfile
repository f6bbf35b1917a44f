FROM debian:bookworm-slim
RUN apt-get update && apt-get install -y jq
COPY . /src
RUN apt-get update && apt-get install -y make && make -C /src

FROM debian:bookworm-slim
RUN apt-get update -o Dir::State::lists=/lists && apt-get install -y -o Dir::State::lists=/lists jq

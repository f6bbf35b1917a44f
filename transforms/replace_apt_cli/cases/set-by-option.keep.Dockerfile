FROM debian:bookworm-slim
RUN apt-get -o APT::Get::Assume-Yes=true install jq && apt-get install -oquiet=2 vim

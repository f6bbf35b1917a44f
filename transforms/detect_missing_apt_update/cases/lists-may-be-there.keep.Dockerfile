FROM debian:12
RUN ./setup.sh
RUN apt-get install -y curl
FROM debian:12
RUN --mount=type=cache,target=/var/lib/apt/lists apt-get install -y curl
FROM mycompany/base
RUN apt-get install -y curl
FROM debian:12
COPY lists /var/lib/apt/lists/
RUN apt-get install -y curl
FROM debian:12
RUN apt-get update && rm -rf /var/lib/apt/lists/* || true
RUN apt-get install -y curl
FROM debian:12
RUN apt-get update && apt-get install -y curl && rm -rf /var/lib/apt/lists/*
RUN curl -sL https://deb.nodesource.com/setup_12.x | bash - && apt-get install -y nodejs
FROM debian:12
RUN bash -c "apt-get update"
RUN apt-get install -y curl
FROM debian:12
RUN apt-get -o Dir::State::lists=/lists install -y curl
ARG BASE=debian:12
FROM $BASE
RUN apt-get install -y curl

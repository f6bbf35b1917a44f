FROM debian:bookworm-slim
ARG OPTS=-y
RUN apt-get $OPTS install jq
RUN apt-get install $OPTS jq
RUN apt $OPTS install jq

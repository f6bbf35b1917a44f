FROM alpine:3.20
RUN wget -qO- https://example.org/list | grep tool | xargs wget -q

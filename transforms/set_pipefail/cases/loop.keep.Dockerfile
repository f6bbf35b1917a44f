FROM alpine:3.20
RUN wget -qO- https://example.org/list | while read -r name; do wget -q "$name"; done

FROM alpine:3.20
RUN wget -qO- https://example.org/list | sed 5q > list

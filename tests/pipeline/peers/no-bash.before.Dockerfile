FROM alpine:3.20
RUN wget -qO- https://example.com/x | sh
FROM busybox:1.36
RUN echo a | cat

FROM golang:1.22 AS b
RUN make

FROM debian:bookworm-slim
COPY --from=b --chown=101:101 /o /srv/o
CMD ["/run"]

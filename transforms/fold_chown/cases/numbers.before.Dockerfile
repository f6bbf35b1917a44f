FROM golang:1.22 AS b
RUN make

FROM debian:bookworm-slim
COPY --from=b /o /srv/o
RUN chown -R 101:101 /srv/o
CMD ["/run"]

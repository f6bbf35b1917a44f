FROM golang:1.22 AS b
RUN make

FROM debian:bookworm-slim
COPY --from=b /o /app
RUN chown -R 1000 /app

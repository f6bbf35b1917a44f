FROM golang:1.22 AS test
WORKDIR /src
COPY . .
RUN go mod download
CMD ["go", "test", "./..."]

FROM debian:bookworm-slim
COPY --from=test /src/data /data

FROM golang:1.24 AS build
RUN go install example.org/x@v1
FROM debian:bookworm-slim
RUN apt-get update && apt-get install -y --no-install-recommends gcc && rm -rf /var/lib/apt/lists/*
COPY --from=build /go/bin/x /app/x
CMD ["/app/x"]

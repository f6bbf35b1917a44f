FROM golang:1.24 AS build
RUN go install example.org/x@v1
FROM debian:bookworm-slim
COPY --from=build /go/bin/x /app/x
RUN apt-get update && apt-get install -y --no-install-recommends gcc && rm -rf /var/lib/apt/lists/*
CMD ["/app/x"]

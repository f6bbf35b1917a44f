FROM golang:1.22-bookworm AS build
RUN apt-get update && apt-get install -y --no-install-recommends libsqlite3-dev && rm -rf /var/lib/apt/lists/*
WORKDIR /src
COPY go.mod go.sum ./
RUN go mod download
COPY *.go ./
RUN go build -tags libsqlite3 -o /out/app .

FROM debian:bookworm
COPY --from=build /out/app /app
CMD ["/app"]

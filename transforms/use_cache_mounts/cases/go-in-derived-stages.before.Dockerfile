FROM golang:1.22 AS modules
ENV CGO_ENABLED=0
WORKDIR /src
COPY go.mod go.sum ./
RUN go mod download

FROM modules AS build
COPY . .
RUN go build -o /out/app . && go clean -modcache

FROM debian:bookworm-slim
COPY --from=build /out/app /app
CMD ["/app"]

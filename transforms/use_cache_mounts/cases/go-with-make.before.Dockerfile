FROM golang:1.22 AS build
ENV CGO_ENABLED=0
WORKDIR /src
COPY . .
RUN go mod download
RUN make build

FROM debian:bookworm-slim
COPY --from=build /src/bin/app /app
CMD ["/app"]

FROM golang:1.22 AS build
RUN go version && go env
ENV CGO_ENABLED=0
WORKDIR /src
COPY . .
RUN go mod download
RUN go test ./... && ./scripts/build.sh

FROM debian:bookworm-slim
COPY --from=build /src/bin/app /app

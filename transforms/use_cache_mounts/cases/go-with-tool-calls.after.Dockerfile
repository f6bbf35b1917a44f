FROM golang:1.22 AS build
RUN go version && go env
ENV CGO_ENABLED=0
WORKDIR /src
COPY . .
RUN --mount=type=cache,target=/go/pkg/mod go mod download
RUN --mount=type=cache,target=/go/pkg/mod \
    --mount=type=cache,target=/root/.cache/go-build \
    go test ./... && ./scripts/build.sh

FROM debian:bookworm-slim
COPY --from=build /src/bin/app /app

FROM golang:1.22 AS build
WORKDIR /src
COPY . .
RUN go mod download && cd "$(go list -m -f '{{.Dir}}' example.com/lib)" && patch -p1 < /src/lib.patch
RUN CGO_ENABLED=0 go build -o /out/app .

FROM debian:bookworm-slim
COPY --from=build /out/app /app
CMD ["/app"]

FROM golang:1.22 AS build
WORKDIR /src
COPY . .
RUN CGO_ENABLED=0 go build -o /out/app .
RUN cp -r $GOPATH /out/gopath

FROM debian:bookworm-slim
COPY --from=build /out /app
CMD ["/app/app"]
